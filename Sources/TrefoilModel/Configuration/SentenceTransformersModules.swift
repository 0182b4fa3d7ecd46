internal import SystemPackage
internal import TrefoilFiles

/// `modules.json` and the pooling's own `config.json`.
struct SentenceTransformersModules {
  private(set) var pooling = Pooling.cls
  private(set) var normalizes = true
  /// The folders that hold the modules' own settings, inside the directory.
  private(set) var folders: [FilePath] = []

  private struct Module: Decodable {
    let path: String
    let type: String

    /// The class's name, whichever package of sentence-transformers it lives in.
    var name: Substring { type.split(separator: ".").last ?? "" }
  }

  private static let supported = ["Transformer", "Pooling", "Normalize"]

  init(directory: FilePath) throws(ConfigurationError) {
    let path = directory.appending("modules.json")
    guard path.exists else { return }
    let modules = try ConfigurationFile.decode([Module].self, from: path)
    for module in modules where !Self.supported.contains(String(module.name)) {
      throw .unsupported(
        file: path, key: "type", found: module.type,
        supported: "Transformer, Pooling and Normalize")
    }
    normalizes = modules.contains { $0.name == "Normalize" }
    for module in modules where !module.path.isEmpty {
      folders.append(try Self.folder(module.path, in: path))
    }
    guard let place = modules.first(where: { $0.name == "Pooling" })?.path else { return }
    let settings = directory.pushing(try Self.folder(place, in: path)).appending("config.json")
    pooling = try ConfigurationFile.decode(PoolingModes.self, from: settings).pooling(settings)
  }

  /// The module's folder, which must not lead out of the directory.
  private static func folder(
    _ name: String, in file: FilePath
  ) throws(ConfigurationError) -> FilePath {
    let folder = FilePath(name)
    guard folder.isRelative, folder.components.allSatisfy({ $0.kind == .regular }),
      !name.utf8.contains(0)
    else {
      throw .malformed(file: file, reason: "the path “\(name)” leads out of the directory")
    }
    return folder
  }
}
