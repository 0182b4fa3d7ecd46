package import SystemPackage
internal import TrefoilFiles

/// `modules.json` and the modules' own `config.json`: a Transformer, its Pooling, and maybe a
/// Normalize.
struct SentenceTransformersModules {
  private(set) var pooling = PoolingSettings()
  private(set) var normalizes = true
  /// The folder of the encoder's own files, inside the directory; empty for the directory itself.
  private(set) var encoderFolder = FilePath()
  /// The folders that hold the settings of the modules behind the encoder, inside the directory.
  private(set) var folders: [FilePath] = []
  private(set) var unlisted: [UnlistedKeys] = []

  /// The file's name.
  static let fileName = "modules.json"

  private struct Entry: Decodable {
    let path: String
    let type: String
  }

  init(directory: FilePath) throws(ConfigurationError) {
    let path = directory.appending(Self.fileName)
    guard try ConfigurationFile.isPresent(path) else { return }
    for entry in try ConfigurationFile.decode([[String: JSONContent]].self, from: path) {
      unlisted.append(try ConfigurationFile.check(entry, of: path, ConfigurationKeys.module))
    }
    normalizes = false
    var expected: Set<SentenceTransformersModule> = [.transformer]
    for entry in try ConfigurationFile.decode([Entry].self, from: path) {
      guard let module = SentenceTransformersModule(type: entry.type) else {
        throw .unsupported(
          file: path, key: "type", found: entry.type,
          supported: "sentence-transformers' own Transformer, Pooling and Normalize")
      }
      guard expected.contains(module) else {
        throw .unsupported(
          file: path, key: "type", found: entry.type,
          supported: "one Transformer, one Pooling and then Normalize, in this order,")
      }
      let folder = try Self.folder(entry.path, in: path)
      expected = module.successors
      try read(module, folder, in: directory)
    }
    guard !expected.contains(.transformer), !expected.contains(.pooling) else {
      throw .malformed(file: path, reason: "it has no Transformer followed by a Pooling")
    }
  }

  private mutating func read(
    _ module: SentenceTransformersModule, _ folder: FilePath, in directory: FilePath
  ) throws(ConfigurationError) {
    let settings = directory.inside(folder).appending("config.json")
    switch module {
    case .transformer:
      encoderFolder = folder
      return
    case .pooling:
      unlisted.append(try ConfigurationFile.check(settings, ConfigurationKeys.pooling))
      pooling = try PoolingSettings(settings)
    case .normalize:
      normalizes = true
      // Before version 6 it had no settings.
      if !folder.isEmpty, try ConfigurationFile.isPresent(settings) {
        unlisted.append(try ConfigurationFile.check(settings, ConfigurationKeys.normalize))
      }
    }
    if !folder.isEmpty { folders.append(folder) }
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

extension FilePath {
  /// A folder inside this directory; the directory itself if the folder is empty.
  package func inside(_ folder: FilePath) -> FilePath {
    folder.isEmpty ? self : pushing(folder)
  }
}
