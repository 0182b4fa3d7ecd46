internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

/// Where a user's own settings of models lie: what `tune` finds is kept there, a file a model.
///
/// A model's directory may belong to everybody, and is left as it is.
enum UserSettings {
  /// The digits of a model's path that keep two models of one name apart.
  private static let digits = 12

  /// The file for a model: in `$XDG_CONFIG_HOME/trefoil/models`, else in
  /// `~/.config/trefoil/models`; nil if the environment names no home.
  static func path(of model: ModelDirectory, environment: [String: String]) -> FilePath? {
    let roots = [("XDG_CONFIG_HOME", "trefoil/models"), ("HOME", ".config/trefoil/models")]
    for (variable, folder) in roots {
      guard let root = environment[variable], !root.isEmpty else { continue }
      return FilePath(root).appending(folder).appending(fileName(of: model))
    }
    return nil
  }

  /// The model's name, and a fingerprint of where it is.
  private static func fileName(of model: ModelDirectory) -> String {
    let path = model.path.resolved ?? model.path
    var builder = Fingerprint.Builder()
    builder.update(text: path.string)
    let digits = builder.fingerprint.hexadecimal.prefix(Self.digits)
    // A name of 255 bytes leaves no room for the rest.
    let name = path.lastComponent.map { String($0.string.prefix(60)) } ?? "model"
    return "\(name)-\(digits).json"
  }
}
