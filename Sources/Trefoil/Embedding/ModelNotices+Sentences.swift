internal import SystemPackage
package import TrefoilModel

extension ModelNotices {
  /// What a model's configuration and its instructions leave open.
  static func sentences(
    _ configuration: ModelConfiguration, _ instructions: Instructions, _ model: ModelDirectory
  ) -> [String] {
    let unlisted = configuration.unlistedKeys.map { unlisted in
      let keys = unlisted.keys.map { "“\($0)”" }.joined(separator: ", ")
      return """
        “\(unlisted.file)” has \(keys), which Trefoil does not know and passes over. If vectors \
        depend on it, they are not the model's.
        """
    }
    let missing = missingInstructions(instructions, model, configuration)
    return unlisted + (missing.map { [$0] } ?? [])
  }

  /// The warning for a model whose name says that it was trained with instructions, and that has
  /// none; nil if all is well.
  package static func missingInstructions(
    _ instructions: Instructions, _ model: ModelDirectory, _ configuration: ModelConfiguration
  ) -> String? {
    let all = [instructions.query, instructions.passage]
    guard all.allSatisfy({ $0.origin == .nobody }) else { return nil }
    let names = [configuration.encoder.originalName ?? "", model.path.lastComponent?.string ?? ""]
    for name in names {
      guard let trained = TrainedInstructions(modelName: name) else { continue }
      return """
        The name “\(name)” says that the model was trained with \(trained), and its directory has no \
        instructions. Give them by --query-instruction and --passage-instruction (EmbedderOptions), \
        or in \(ModelSettings.fileName); an empty one says that there is none.
        """
    }
    return nil
  }
}
