import Foundation
import SystemPackage

/// What stands after the subcommand: places, and `--name value`.
struct Arguments {
  private(set) var places: [String] = []
  private var named: [String: [String]] = [:]

  init(_ words: some Sequence<String>) throws {
    var words = words.makeIterator()
    while let word = words.next() {
      guard word.hasPrefix("--") else {
        places.append(word)
        continue
      }
      guard let value = words.next() else { throw SearchesError("\(word) lacks its value.") }
      named[String(word.dropFirst(2)), default: []].append(value)
    }
  }

  /// All values of an option.
  func all(_ name: String) -> [String] { named[name] ?? [] }

  func text(_ name: String) -> String? { named[name]?.last }

  func required(_ name: String) throws -> String {
    guard let value = text(name) else { throw SearchesError("--\(name) is missing.") }
    return value
  }

  func number(_ name: String, _ standard: Int? = nil) throws -> Int {
    guard let value = text(name) else {
      guard let standard else { throw SearchesError("--\(name) is missing.") }
      return standard
    }
    guard let number = Int(value), number >= 0 else {
      throw SearchesError("--\(name) is “\(value)”, which is no number.")
    }
    return number
  }

  /// A place among those that have no name.
  func place(_ index: Int, _ name: String) throws -> String {
    guard places.indices.contains(index) else { throw SearchesError("\(name) is missing.") }
    return places[index]
  }

  func url(_ path: String) -> URL { URL(fileURLWithPath: path) }
}
