internal import CTrefoilFiles
public import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A regular file whose bytes are in memory as far as they are touched, for reading alone.
///
/// The file must keep its length as long as the value lives: a file cut short under a mapping
/// takes the process with it, on every system. `LostBytes` lets a program end with a word about it.
@safe
public final class MappedFile: @unchecked Sendable {
  // Sendable because nothing writes the mapping between init and deinit.
  private let storage: UnsafeRawBufferPointer
  /// Where the file is.
  public let path: FilePath
  /// What the system said of the file when it was mapped.
  private let stamp: FileStamp

  /// Maps a whole file.
  public convenience init(path: FilePath) throws(FileError) {
    let file: FileDescriptor
    do {
      // Without waiting: a pipe under this name would keep the call until someone writes to it.
      file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
    } catch {
      throw path.danglingLink ?? .unreadable(path: path, reason: "\(error)")
    }
    defer { try? file.close() }
    try self.init(file, path: path)
  }

  /// Maps a whole file that is open; the mapping outlives the descriptor.
  ///
  /// - Parameters: `path` is what errors call it.
  package init(_ file: FileDescriptor, path: FilePath) throws(FileError) {
    self.path = path
    var status = stat()
    guard unsafe fstat(file.rawValue, &status) == 0 else {
      throw .unreadable(path: path, reason: "\(Errno(rawValue: errno))")
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
    stamp = FileStamp(status)
    let count = Int(status.st_size)
    guard count > 0 else {
      unsafe storage = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard
      let start = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, file.rawValue, 0),
      unsafe start != MAP_FAILED
    else {
      throw .unreadable(path: path, reason: "\(Errno(rawValue: errno))")
    }
    unsafe storage = UnsafeRawBufferPointer(start: start, count: count)
    unsafe trefoil_remember_mapping(start, count, path.string)
  }

  deinit {
    if let start = unsafe storage.baseAddress {
      unsafe trefoil_forget_mapping(start)
      unsafe munmap(UnsafeMutableRawPointer(mutating: start), storage.count)
    }
  }

  /// The number of bytes.
  public var count: Int { unsafe storage.count }

  /// Whether somebody has written to the file since, by its length and its time of change; then the
  /// bytes may be others.
  ///
  /// A file that was renamed over it is another one, and changes nothing here.
  package var isOverwritten: Bool {
    guard let now = FileStamp(of: path), now.identity == stamp.identity else { return false }
    return now != stamp
  }

  /// A copy of some bytes; a range outside the file is a caller's bug.
  public func bytes(in range: Range<Int>) -> [UInt8] {
    unsafe Array(pointer(to: range))
  }

  /// Some bytes where they lie, valid as long as this value; outside the file, a caller's bug.
  package func pointer(to range: Range<Int>) -> UnsafeRawBufferPointer {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count, "bytes \(range) of \(count)")
    return unsafe UnsafeRawBufferPointer(rebasing: storage[range])
  }

  /// Tells the system that these bytes will be read here and there, so that it reads no more
  /// around each place than it must.
  package func adviseRandomAccess(_ range: Range<Int>) {
    advise(MADV_RANDOM, range)
  }

  /// Tells the system that all these bytes will be read soon, so that it reads them ahead.
  package func prefetch(_ range: Range<Int>) {
    advise(MADV_WILLNEED, range)
  }

  /// Gives back the memory of bytes that were read for the last time; the file still has them.
  package func release(_ range: Range<Int>) {
    advise(MADV_DONTNEED, range)
  }

  /// Gives back the memory of all bytes; those read again come from the file.
  package func releaseAll() {
    release(0..<count)
  }

  private func advise(_ advice: Int32, _ range: Range<Int>) {
    guard !range.isEmpty, let start = unsafe storage.baseAddress else { return }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let first = (range.lowerBound + page - 1) / page * page
    let last = range.upperBound / page * page
    guard first < last else { return }
    // Advice alone: the mapping is as good without it.
    _ = unsafe madvise(UnsafeMutableRawPointer(mutating: start + first), last - first, advice)
  }
}
