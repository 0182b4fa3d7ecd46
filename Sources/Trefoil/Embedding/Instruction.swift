/// What is put before texts of a role, and who says so.
public struct Instruction: Equatable, Sendable {
  /// Who says what is put before a text.
  public enum Origin: String, Codable, Sendable {
    /// Nobody: nothing is put before it.
    case nobody
    /// The prompts in the model's own files.
    case model
    /// Trefoil's settings of the model, `trefoil.json`.
    case settings
    /// Whoever opened the model.
    case caller
  }

  /// The text, empty for nothing.
  public let text: String
  /// Who says so.
  public let origin: Origin

  /// Puts an instruction together.
  public init(text: String = "", origin: Origin = .nobody) {
    self.text = text
    self.origin = origin
  }

  /// The first that anybody gives: the caller, else the settings, else the model.
  init(caller: String?, settings: String?, model: String) {
    if let caller {
      self.init(text: caller, origin: .caller)
    } else if let settings {
      self.init(text: settings, origin: .settings)
    } else {
      self.init(text: model, origin: model.isEmpty ? .nobody : .model)
    }
  }
}
