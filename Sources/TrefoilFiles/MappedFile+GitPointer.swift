extension MappedFile {
  private static let pointerBeginning = Array("version https://git-lfs".utf8)

  /// Throws `FileError.gitPointer` if the file is what a clone without Git LFS leaves in its place.
  package func refuseGitPointer() throws(FileError) {
    let beginning = Self.pointerBeginning
    if count >= beginning.count, bytes(in: 0..<beginning.count) == beginning {
      throw .gitPointer(path: path)
    }
  }
}
