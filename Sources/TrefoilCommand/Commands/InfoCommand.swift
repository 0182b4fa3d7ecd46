internal import ArgumentParser

/// `trefoil info`.
struct InfoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Describe a model.")
  func run() async throws {}
}
