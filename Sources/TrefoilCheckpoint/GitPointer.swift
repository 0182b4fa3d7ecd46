internal import TrefoilFiles

/// The few lines of text that a clone without Git LFS leaves in place of a large file.
enum GitPointer {
  private static let beginning = Array("version https://git-lfs".utf8)

  /// Throws `CheckpointError.unsupported`, with the way to the real file, if this is a pointer.
  static func refuse(_ file: MappedFile) throws(CheckpointError) {
    guard file.count >= beginning.count, file.bytes(in: 0..<beginning.count) == beginning else {
      return
    }
    throw .unsupported(
      file: file.path,
      reason: "it is Git LFS's pointer to the weights; fetch them with “git lfs pull”")
  }
}
