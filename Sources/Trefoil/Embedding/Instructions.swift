internal import TrefoilModel

/// What is put before the texts of each role.
public struct Instructions: Equatable, Sendable {
  /// What is put before a query.
  public let query: Instruction
  /// What is put before a passage.
  public let passage: Instruction
  /// What is put before a text that is neither: a model's default prompt, which few have.
  public let plain: Instruction

  /// The instruction for a role.
  public subscript(role: TextRole) -> Instruction {
    switch role {
    case .query: query
    case .passage: passage
    case .plain: plain
    }
  }

  /// Takes those of the model's files, unless its settings or the options have others.
  init(_ model: ModelConfiguration, _ settings: ModelSettings, _ options: EmbedderOptions) {
    query = Instruction(
      caller: options.queryInstruction, settings: settings.queryInstruction,
      model: model.queryInstruction)
    passage = Instruction(
      caller: options.passageInstruction, settings: settings.passageInstruction,
      model: model.passageInstruction)
    plain = Instruction(caller: nil, settings: nil, model: model.plainInstruction)
  }
}
