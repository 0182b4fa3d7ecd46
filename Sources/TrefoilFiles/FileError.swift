public import SystemPackage
public import TrefoilErrors

/// What can go wrong with a file as such, whatever it holds.
public enum FileError: TrefoilError {
  /// There is no such file.
  case missing(path: FilePath)
  /// The path names a directory where a file is needed.
  case directory(path: FilePath)
  /// Something else than a regular file is there: a device, a pipe or a socket.
  case notAFile(path: FilePath)
  /// The file is compressed, or no text at all.
  case foreign(path: FilePath, ForeignFormat)
  /// The path is a link, or leads through one, and nothing is where the link points.
  case danglingLink(path: FilePath, target: FilePath)
  /// The few lines that a clone without Git LFS leaves in place of a large file.
  case gitPointer(path: FilePath)
  /// The system gives no access; `reason` is its own word.
  case unreadable(path: FilePath, reason: String)
  /// The file or directory can't be created.
  case cannotCreate(path: FilePath, reason: String)
  /// The path is that of a directory, which a file may not replace.
  case notReplaceable(path: FilePath)
  /// The file is there, and this process may not write to it.
  case writeProtected(path: FilePath)
  /// The system refuses to write: the disk is full, or over a limit.
  case cannotWrite(path: FilePath, reason: String)
  /// Whoever read standard output has closed it.
  case brokenPipe

  /// Whose turn it is.
  public var kind: ErrorKind {
    switch self {
    case .foreign: .badData
    case .missing, .directory, .notAFile, .danglingLink, .gitPointer, .unreadable:
      .missingInput
    case .cannotCreate, .notReplaceable, .writeProtected: .cannotCreate
    case .cannotWrite: .cannotWrite
    case .brokenPipe: .brokenPipe
    }
  }

  /// What is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .missing(let path):
      "There is no file “\(path)”; name one that exists."
    case .directory(let path):
      "“\(path)” is a directory; name a file in it."
    case .notAFile(let path):
      "“\(path)” is not a regular file. Name the file itself."
    case .foreign(let path, let format):
      "“\(path)” is \(format.rawValue), and only text is read; pipe it:"
        + " \(format.command(path == "standard input" ? "FILE" : path.string)) | trefoil … -"
    case .danglingLink(let path, let target):
      "“\(path)” is a link to “\(target)”, where nothing is. Put the file there, or mend the link."
    case .gitPointer(let path):
      "“\(path)” is Git LFS's pointer to the file, not the file itself: the clone was made without"
        + " Git LFS. Run “git lfs pull” in it."
    case .unreadable(let path, let reason):
      "Can't read “\(path)”: \(reason). Check the path and its permissions."
    case .cannotCreate(let path, let reason):
      "Can't create “\(path)”: \(reason). Name one in a directory that you may write to."
    case .notReplaceable(let path):
      "“\(path)” is a directory, which a file can't replace; name a file in it."
    case .writeProtected(let path):
      "“\(path)” is write-protected, and is left as it is. Name another file, or allow writing to it,"
        + " as chmod u+w does."
    case .cannotWrite(let path, let reason):
      "Can't write “\(path)”: \(reason). Make room there or name another place, and try again."
    case .brokenPipe:
      "The reader of the results has closed the pipe."
    }
  }
}
