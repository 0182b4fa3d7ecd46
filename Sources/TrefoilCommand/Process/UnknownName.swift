internal import ArgumentParser

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A command that `trefoil` does not have, or an option that the command does not have.
///
/// The parser checks what is missing before it checks what is unknown, so that `--qery x` would be
/// called a missing query, and it shows its own help for that of a command that there is not.
package struct UnknownName: Equatable, Sendable {
  /// What the name would be the name of.
  package enum Kind: Sendable { case command, option }

  /// Whether a command or an option is unknown.
  package let kind: Kind
  /// The name as it was written: a command with those before it, an option with its dashes.
  package let name: String
  /// The name that was meant, if one is near.
  package let meant: String?

  /// Finds the first unknown name of a command line; nil if there is none.
  package init?(in arguments: [String]) {
    guard
      let dump = try? JSONDecoder().decode(
        CommandDescription.Dump.self, from: Data(RootCommand._dumpHelp().utf8))
    else { return nil }
    self.init(in: arguments, of: dump.command)
  }

  private init(_ kind: Kind, _ name: String, meant: String?) {
    self.kind = kind
    self.name = name
    self.meant = meant
  }

  private init?(in arguments: [String], of root: CommandDescription) {
    var command = root
    var commands: [String] = []
    var isHelp = false
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" { return nil }
      guard argument.hasPrefix("-") && argument != "-" else {
        guard isHelp || !command.subcommandNames.isEmpty else { continue }
        guard let next = command.subcommands?.first(where: { $0.commandName == argument }) else {
          self.init(
            .command, (commands + [argument]).joined(separator: " "),
            meant: NearestName.find(argument, among: command.subcommandNames))
          return
        }
        // What follows “help” are the names of commands once more.
        isHelp = isHelp || argument == "help"
        command = argument == "help" ? root : next
        if argument != "help" { commands.append(argument) }
        continue
      }
      if !argument.hasPrefix("--") {
        let letters = argument.dropFirst()
        guard let option = command.short(letters) else {
          self.init(.option, argument, meant: nil)
          return
        }
        if option.takesValue && letters.count == 1 { rest = rest.dropFirst() }
        continue
      }
      let name = String(argument.prefix { $0 != "=" }.dropFirst(2))
      guard let option = command.option(name) else {
        let meant = NearestName.find(name, among: command.longNames)
        self.init(.option, "--" + name, meant: meant.map { "--" + $0 })
        return
      }
      if option.takesValue && !argument.contains("=") { rest = rest.dropFirst() }
    }
    return nil
  }

  /// What is wrong, and what to do.
  package var message: String {
    let question = meant.map { "; did you mean “\($0)”?" }
    switch kind {
    case .command:
      return "There is no command “\(name)”"
        + (question ?? "; trefoil --help lists those there are.")
    case .option:
      return "There is no option “\(name)”"
        + (question
          ?? (name.hasPrefix("--") ? "." : "; a text that begins with - comes after --."))
    }
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

  /// Flags that every command has, though the parser does not describe them.
  private static let flags = ["help", "help-hidden", "version"]
  /// Options with a value that it does not describe either.
  private static let options = ["generate-completion-script"]

  var subcommandNames: [String] { (subcommands ?? []).map(\.commandName) }
  var longNames: [String] { (arguments ?? []).flatMap(\.longNames) }

  func option(_ name: String) -> Argument? {
    if let found = (arguments ?? []).first(where: { $0.longNames.contains(name) }) { return found }
    if Self.options.contains(name) { return Argument(kind: "option", names: nil) }
    let isFlag = Self.flags.contains(name) || name.hasPrefix("experimental-")
    return isFlag ? Argument(kind: "flag", names: nil) : nil
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
}
