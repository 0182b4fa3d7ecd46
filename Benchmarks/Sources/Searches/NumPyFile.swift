import Foundation

/// A type that NumPy has, too.
protocol NumPyElement: BitwiseCopyable {
  /// NumPy's name of it, little-endian.
  static var numPyName: String { get }
}

extension Float: NumPyElement { static let numPyName = "<f4" }
extension Int32: NumPyElement { static let numPyName = "<i4" }
extension Int64: NumPyElement { static let numPyName = "<i8" }

/// The bits of a half-precision number.
struct HalfBits: NumPyElement {
  static let numPyName = "<f2"
  let bits: UInt16
}

/// A NumPy array, version 1.0 of the format, that grows row by row; `finish` says how long it got.
final class NumPyWriter<Element: NumPyElement> {
  /// The bytes of the header: the array begins at a multiple of 64.
  private static var headerBytes: Int { 128 }
  /// What is written at once.
  private static var bufferBytes: Int { 1 << 22 }

  private let handle: FileHandle
  private let columns: Int?
  private var buffer: [Element] = []
  private var count = 0

  /// Begins a file of rows, or of single numbers where there are no columns.
  init(_ path: URL, columns: Int? = nil) throws {
    _ = FileManager.default.createFile(atPath: path.path, contents: nil)
    handle = try FileHandle(forWritingTo: path)
    self.columns = columns
    try handle.write(contentsOf: Data(count: Self.headerBytes))
  }

  func append(_ numbers: some Sequence<Element>) throws {
    buffer += numbers
    if buffer.count * MemoryLayout<Element>.stride >= Self.bufferBytes { try flush() }
  }

  private func flush() throws {
    try buffer.withUnsafeBytes { try handle.write(contentsOf: Data($0)) }
    count += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  func finish() throws {
    try flush()
    let shape = columns.map { "(\($0 == 0 ? 0 : count / $0), \($0))" } ?? "(\(count),)"
    let text =
      "{'descr': '\(Element.numPyName)', 'fortran_order': False, 'shape': \(shape), }"
    var header = Data([0x93]) + Data("NUMPY".utf8)
    let room = Self.headerBytes - 10
    header += Data([1, 0, UInt8(room & 0xFF), UInt8(room >> 8)])
    header += Data((text + String(repeating: " ", count: room - 1 - text.utf8.count) + "\n").utf8)
    try handle.seek(toOffset: 0)
    try handle.write(contentsOf: header)
    try handle.close()
  }
}

/// A NumPy array that `NumPyWriter` wrote, mapped.
struct NumPyReader<Element: NumPyElement> {
  private let bytes: Data
  private let start: Int
  /// The numbers of a row; 1 for an array of single numbers.
  let columns: Int
  let count: Int

  init(_ path: URL) throws {
    let data = try Data(contentsOf: path, options: .alwaysMapped)
    guard data.count > 10, data.starts(with: [0x93] + Array("NUMPY".utf8) + [1, 0]) else {
      throw SearchesError("\(path.path) is no NumPy array of version 1.0.")
    }
    let length = Int(data[8]) + Int(data[9]) << 8
    let header = String(decoding: data.dropFirst(10).prefix(length), as: UTF8.self)
    guard header.contains("'\(Element.numPyName)'"), header.contains("'fortran_order': False")
    else {
      throw SearchesError("\(path.path) does not hold \(Element.numPyName).")
    }
    let shape = header.split(separator: "(").last.flatMap { $0.split(separator: ")").first } ?? ""
    let sides = shape.split(separator: ",").compactMap { Int($0.filter(\.isNumber)) }
    start = 10 + length
    columns = sides.count > 1 ? sides[1] : 1
    count = sides.reduce(1, *)
    guard data.count >= start + count * MemoryLayout<Element>.stride else {
      throw SearchesError("\(path.path) ends too early; remove its folder to have it made anew.")
    }
    bytes = data
  }

  /// The numbers of some places.
  subscript(range: Range<Int>) -> [Element] {
    precondition(range.upperBound <= count, "\(range) of \(count) numbers")
    let size = MemoryLayout<Element>.stride
    return [Element](unsafeUninitializedCapacity: range.count) { numbers, written in
      let to = UnsafeMutableRawBufferPointer(numbers)
      bytes.copyBytes(
        to: to, from: start + range.lowerBound * size..<start + range.upperBound * size)
      written = range.count
    }
  }

  /// A row.
  func row(_ place: Int) -> [Element] { self[place * columns..<(place + 1) * columns] }
}
