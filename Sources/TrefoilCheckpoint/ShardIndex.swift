internal import SystemPackage
internal import TrefoilFiles

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Which shard of a large model holds each tensor, as `….index.json` says.
struct ShardIndex {
  /// An index has about a hundred bytes a tensor; this is what a safetensors header may have.
  private static let longest = 100_000_000

  private struct Content: Decodable {
    let weightMap: [String: String]

    enum CodingKeys: String, CodingKey {
      case weightMap = "weight_map"
    }
  }

  /// Reads every shard that the index names, with `read`, and keeps what the index promises.
  static func tensors(
    _ path: FilePath, read: (FilePath) throws(CheckpointError) -> [String: StoredTensor]
  ) throws(CheckpointError) -> [String: StoredTensor] {
    let file: MappedFile
    do {
      file = try MappedFile(path: path)
      try file.refuseGitPointer()
    } catch {
      throw .unreadable(error)
    }
    guard file.count <= longest else {
      throw .malformed(file: path, reason: "it has \(file.count) bytes, more than any index")
    }
    let data = Data(file.bytes(in: 0..<file.count))
    guard let content = try? JSONDecoder().decode(Content.self, from: data) else {
      throw .malformed(file: path, reason: "it is not JSON with an object “weight_map”")
    }
    let directory = path.removingLastComponent()
    var tensors: [String: StoredTensor] = [:]
    for name in Set(content.weightMap.values).sorted() {
      // Equal to the name itself: what stands behind a NUL or a slash is cut off silently.
      guard let component = FilePath.Component(name), component.kind == .regular,
        component.string == name
      else {
        throw .malformed(file: path, reason: "“\(name)” is not the name of a file beside it")
      }
      let shard = try read(directory.appending(component))
      for (tensor, place) in content.weightMap where place == name {
        guard let stored = shard[tensor] else {
          throw .malformed(file: path, reason: "“\(tensor)” is not in “\(name)” as it says")
        }
        tensors[tensor] = stored
      }
    }
    return tensors
  }
}
