package import SystemPackage
internal import TrefoilFiles

/// Writes tensors to a safetensors file, one at a time and without a gap.
package enum SafetensorsWriter {
  /// Writes a whole file; `write` writes each entry's bytes, in the order of the entries.
  ///
  /// - Throws: `Errno` as the system gives it, and what `write` throws.
  package static func write(
    _ entries: [SafetensorsHeader.Entry], metadata: [String: String], to path: FilePath,
    write: (SafetensorsHeader.Entry, FileDescriptor) throws -> Void
  ) throws {
    // transformers asks for the framework that wrote the file, and means the layout by it.
    let header = SafetensorsHeader(entries, metadata: metadata.merging(["format": "pt"]) { $1 })
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
    try file.closeAfter {
      _ = try file.writeAll(header.bytes)
      for entry in entries { try write(entry, file) }
      try file.synchronize()
    }
  }
}
