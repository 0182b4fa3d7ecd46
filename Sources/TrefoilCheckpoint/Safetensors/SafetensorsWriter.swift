package import SystemPackage
package import TrefoilFiles

/// Writes tensors to a safetensors file, one at a time and without a gap.
package enum SafetensorsWriter {
  /// Writes a whole file; `write` writes each entry's bytes, in the order of the entries.
  ///
  /// - Returns: The bytes of the file.
  /// - Throws: `FileError`, and what `write` throws.
  package static func write(
    _ entries: [SafetensorsHeader.Entry], metadata: [String: String], to file: AtomicFile,
    write: (SafetensorsHeader.Entry, FileDescriptor) throws -> Void
  ) throws -> Int {
    // transformers asks for the framework that wrote the file, and means the layout by it.
    let header = SafetensorsHeader(entries, metadata: metadata.merging(["format": "pt"]) { $1 })
    try file.write(header.bytes)
    try file.withDescriptor { descriptor in
      for entry in entries { try write(entry, descriptor) }
    }
    return entries.reduce(header.bytes.count) { $0 + $1.byteCount }
  }
}
