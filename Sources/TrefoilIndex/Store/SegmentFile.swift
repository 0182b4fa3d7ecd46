package import SystemPackage
internal import TrefoilFiles

/// A segment's file, and what must stand in it.
package struct SegmentFile: Sendable {
  /// Where it is.
  package let path: FilePath
  /// The fingerprint of what made the embeddings.
  let maker: Fingerprint
  /// The fingerprint of the texts.
  let texts: Fingerprint
  /// The number of texts.
  let count: Int

  /// Reads and checks it.
  package func read() throws(SegmentFault) -> EmbeddingSegment {
    try SegmentCoding.segment(from: try bytes(), maker: maker, texts: texts, count: count)
  }

  private func bytes() throws(SegmentFault) -> [UInt8] {
    do {
      // Without waiting: a pipe under this name would keep the call until someone writes to it.
      let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
      return try file.closeAfter {
        guard path.isRegularFile else { throw SegmentFault.notAFile }
        let size = Int(try file.seek(offset: 0, from: .end))
        let head = try bytes(of: file, count: min(size, SegmentCoding.headSize))
        // Memory is taken for what the file says that it has, not for what somebody made of it.
        guard size <= (try SegmentCoding.size(statedBy: head)) else { throw SegmentFault.checksum }
        return try bytes(of: file, count: size)
      }
    } catch Errno.noSuchFileOrDirectory {
      throw .missing
    } catch let fault as SegmentFault {
      throw fault
    } catch {
      throw .unreadable(reason: "\(error)")
    }
  }

  /// The first bytes of a file; fewer if it ends before.
  private func bytes(of file: FileDescriptor, count size: Int) throws -> [UInt8] {
    try unsafe [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
      let buffer = UnsafeMutableRawBufferPointer(bytes)
      while count < size {
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[count..<size])
        let read = try unsafe file.read(fromAbsoluteOffset: Int64(count), into: rest)
        if read == 0 { break }
        count += read
      }
    }
  }

  /// Writes a segment under a temporary name and gives it its own once it is on the disk.
  ///
  /// - Throws: `EmbeddingCacheError`; nothing changes under the name then.
  func write(_ segment: EmbeddingSegment) throws(EmbeddingCacheError) {
    do throws(FileError) {
      let file = try AtomicFile(path: path, replacesProtected: true)
      try file.write(SegmentCoding.bytes(of: segment, maker: maker, texts: texts))
      try file.commit()
    } catch {
      throw .cannotKeep(error)
    }
  }
}
