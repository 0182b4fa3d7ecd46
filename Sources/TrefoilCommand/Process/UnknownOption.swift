internal import ArgumentParser

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// An option that the command does not have.
///
/// The parser checks what is missing before it checks what is unknown, so that `--qery x` would be
/// called a missing query.
package struct UnknownOption: Equatable, Sendable {
  /// The option as it was written, with its dashes.
  package let name: String
  /// The option that was meant, if one is near.
  package let meant: String?

  /// The most letters that differ between an option and what was meant by it.
  private static let nearest = 3

  /// Finds the first unknown option of a command line; nil if there is none.
  package init?(in arguments: [String]) {
    guard
      let dump = try? JSONDecoder().decode(
        CommandDescription.Dump.self, from: Data(RootCommand._dumpHelp().utf8))
    else { return nil }
    self.init(in: arguments, of: dump.command)
  }

  private init?(in arguments: [String], of root: CommandDescription) {
    var command = root
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" { return nil }
      if let next = command.subcommands?.first(where: { $0.commandName == argument }) {
        command = next
      }
      if argument.hasPrefix("-"), !argument.hasPrefix("--"), argument != "-" {
        let letters = argument.dropFirst()
        guard let option = command.short(letters) else {
          self.name = argument
          meant = nil
          return
        }
        if option.takesValue && letters.count == 1 { rest = rest.dropFirst() }
      }
      guard argument.hasPrefix("--") else { continue }
      let name = argument.prefix { $0 != "=" }.dropFirst(2)
      guard let option = command.option(String(name)) else {
        self.name = "--" + name
        meant = command.nearest(to: String(name), within: Self.nearest).map { "--" + $0 }
        return
      }
      if option.takesValue && !argument.contains("=") { rest = rest.dropFirst() }
    }
    return nil
  }

  /// What is wrong, and what to do.
  package var message: String {
    "There is no option “\(name)”"
      + (meant.map { "; did you mean “\($0)”?" }
        ?? (name.hasPrefix("--") ? "." : "; a text that begins with - comes after --."))
  }
}

/// A command as the parser describes it.
private struct CommandDescription: Decodable {
  struct Dump: Decodable { let command: CommandDescription }

  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
    }

    let kind: String
    let names: [Name]?

    /// The names of one letter.
    var shortNames: [String] { (names ?? []).filter { $0.kind == "short" }.map(\.name) }
    var takesValue: Bool { kind == "option" }
    var longNames: [String] { (names ?? []).filter { $0.kind == "long" }.map(\.name) }
  }

  let commandName: String
  let subcommands: [CommandDescription]?
  let arguments: [Argument]?

  /// Options that every command has, though the parser does not describe them.
  private static let common = ["help", "help-hidden", "version", "generate-completion-script"]

  func option(_ name: String) -> Argument? {
    let found = (arguments ?? []).first { $0.longNames.contains(name) }
    let isCommon = Self.common.contains(name) || name.hasPrefix("experimental-")
    return found ?? (isCommon ? Argument(kind: "flag", names: nil) : nil)
  }

  /// What letters behind one dash mean: a name with its value behind it, or flags.
  func short(_ letters: Substring) -> Argument? {
    if letters == "h" { return Argument(kind: "flag", names: nil) }
    let found = letters.map { letter in
      (arguments ?? []).first { $0.shortNames.contains(String(letter)) }
    }
    guard let first = found.first ?? nil else { return nil }
    return first.takesValue || found.allSatisfy({ $0 != nil }) ? first : nil
  }

  func nearest(to name: String, within limit: Int) -> String? {
    (arguments ?? []).flatMap(\.longNames)
      .map { (name: $0, distance: distance($0, name)) }
      .filter { $0.distance <= limit && $0.distance < max($0.name.count, 2) / 2 + 1 }
      .min { $0.distance < $1.distance }?.name
  }

  /// The letters to insert, remove or change between two names (Levenshtein).
  private func distance(_ first: String, _ second: String) -> Int {
    var row = Array(0...second.count)
    for (line, letter) in first.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for (column, other) in second.enumerated() {
        let changed = diagonal + (letter == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(changed, row[column] + 1, diagonal + 1)
      }
    }
    return row[second.count]
  }
}
