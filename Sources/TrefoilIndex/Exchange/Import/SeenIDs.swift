internal import Trefoil
internal import TrefoilFiles

/// The ids that came so far, and the place of each, in some 50 bytes an id.
struct SeenIDs {
  /// 128 bits of an id, by which it is known again.
  private struct Key: Hashable {
    let first, second: UInt64
  }

  private var places: [Key: Int] = [:]

  /// The place of the same id before; nil if it is new, and remembered from now on.
  mutating func firstPlace(of id: Identifier, at place: Int) -> Int? {
    let bytes = Array(id.text.utf8)
    var (first, second) = (Checksum(), Checksum(seed: 1))
    first.update(bytes)
    second.update(bytes)
    let key = Key(first: first.value, second: second.value)
    if let known = places[key] { return known }
    places[key] = place
    return nil
  }
}
