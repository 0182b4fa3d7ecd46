internal import SystemPackage

/// Reads a model file into memory.
enum ModelFileReader {
  /// Thirteen times XLM-RoBERTa's; a file that goes on behind it is not a tokenizer's model.
  private static let maxBytes = 64 << 20
  private static let chunkBytes = 1 << 20

  /// A file's content.
  static func bytes(of path: FilePath) throws(TokenizerError) -> [UInt8] {
    do {
      // Without blocking, or a pipe of that name would be waited for.
      let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
      return try file.closeAfter { try content(of: file, path) }
    } catch let error as TokenizerError {
      throw error
    } catch {
      throw .cannotRead(path: path, reason: "\(error)")
    }
  }

  private static func content(of file: FileDescriptor, _ path: FilePath) throws -> [UInt8] {
    var content: [UInt8] = []
    while true {
      let chunk = try unsafe [UInt8](unsafeUninitializedCapacity: chunkBytes) { buffer, count in
        count = try unsafe file.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      if chunk.isEmpty { return content }
      content += chunk
      guard content.count <= maxBytes else {
        throw TokenizerError.invalidModel(path: path, fault: .tooLarge(limit: maxBytes))
      }
    }
  }
}
