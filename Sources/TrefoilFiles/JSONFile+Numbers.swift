#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension JSONFile {
  /// The keys that lead to the last number that its type can't hold, such as 1e99 for a `Float` or
  /// 1.5 for an `Int`; nil if no number is at fault.
  ///
  /// The decoder says that there is one, and not where. Every type holds 0, so the last number that
  /// has to be made 0 is the one; it is found by halves.
  func placeOfUnfitNumber<Value: Decodable>(for type: Value.Type) -> String? {
    let numbers = content.placesOfNumbers([])
    let places = numbers.map(\.place)
    guard fit(type, without: places.count) else { return nil }
    // A number beyond 64 bits was read as infinite, which a type may hold where the file says so.
    guard !fit(type, without: 0) else { return numbers.first { $0.number.isInfinite }?.place }
    var (tooFew, enough) = (0, places.count)
    while enough - tooFew > 1 {
      let middle = (tooFew + enough) / 2
      if fit(type, without: middle) { enough = middle } else { tooFew = middle }
    }
    return places[enough - 1]
  }

  /// Whether the numbers fit, with the first ones made 0; another fault is none of theirs.
  private func fit<Value: Decodable>(_ type: Value.Type, without count: Int) -> Bool {
    var rest = count
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: NotFiniteNumbers.positiveInfinity,
      negativeInfinity: NotFiniteNumbers.negativeInfinity, nan: NotFiniteNumbers.nan)
    do {
      _ = try Self.decoder.decode(
        type, from: encoder.encode(content.withoutNumbers(&rest)))
      return true
    } catch DecodingError.dataCorrupted(let context) {
      return !context.codingPath.isEmpty
    } catch {
      return true
    }
  }
}

extension JSONContent {
  /// Each number with the keys that lead to it, joined by dots, in the order of the keys.
  fileprivate func placesOfNumbers(_ keys: [String]) -> [(place: String, number: Double)] {
    switch self {
    case .number(let number): [(keys.joined(separator: "."), number)]
    case .array(let elements):
      elements.enumerated().flatMap { $1.placesOfNumbers(keys + ["\($0)"]) }
    case .object(let members):
      members.sorted { $0.key < $1.key }.flatMap { $0.value.placesOfNumbers(keys + [$0.key]) }
    case .null, .bool, .string: []
    }
  }

  /// The value with its first `count` numbers, in the same order, made 0; counts them down.
  fileprivate func withoutNumbers(_ count: inout Int) -> JSONContent {
    switch self {
    case .number where count > 0:
      count -= 1
      return 0
    case .array(let elements):
      return .array(elements.map { $0.withoutNumbers(&count) })
    case .object(let members):
      var changed = members
      for key in members.keys.sorted() { changed[key] = members[key]?.withoutNumbers(&count) }
      return .object(changed)
    default: return self
    }
  }
}
