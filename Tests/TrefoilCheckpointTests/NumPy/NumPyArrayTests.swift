import SystemPackage
import Testing
import TrefoilTesting

@testable import TrefoilCheckpoint

@Suite("An array of NumPy's")
struct NumPyArrayTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  /// The bytes of a file as `np.save` writes it.
  private func npy(
    _ descr: String, fortran: String = "False", shape: String, version: [UInt8] = [1, 0],
    data: [UInt8] = []
  ) -> [UInt8] {
    let header = "{'descr': \(descr), 'fortran_order': \(fortran), 'shape': \(shape), }"
    let lengthSize = version[0] == 1 ? 2 : 4
    let unpadded = 8 + lengthSize + header.utf8.count + 1
    let padding = (64 - unpadded % 64) % 64
    let length = header.utf8.count + padding + 1
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + version
    bytes += (0..<lengthSize).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    bytes += Array(header.utf8) + [UInt8](repeating: 0x20, count: padding) + [0x0A]
    return bytes + data
  }

  private func little(_ bits: UInt64, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt64($0))) }
  }

  private func bytes(_ values: [Float], _ descr: String) -> [UInt8] {
    values.flatMap { value -> [UInt8] in
      let bytes: [UInt8] =
        switch descr.dropFirst() {
        case "f2": little(UInt64(half(value)), 2)
        case "f4": little(UInt64(value.bitPattern), 4)
        default: little(Double(value).bitPattern, 8)
        }
      return descr.hasPrefix(">") ? bytes.reversed() : bytes
    }
  }

  /// The half bits of a small number that has them.
  private func half(_ value: Float) -> UInt16 {
    guard value != 0 else { return 0 }
    let bits = value.bitPattern
    return UInt16(bits >> 16 & 0x8000) | UInt16((((bits & 0x7fff_ffff) >> 13) - (112 << 10)))
  }

  private static let values: [Float] = [1, -2.5, 0, 0.125, 6, 1024]

  @Test(
    "is read in every type, byte order and version",
    arguments: ["<f2", "<f4", "<f8", ">f2", ">f4", ">f8"], [[1, 0], [2, 0], [3, 0]] as [[UInt8]])
  func types(descr: String, version: [UInt8]) throws {
    let path = try folder.write(
      npy("'\(descr)'", shape: "(2, 3)", version: version, data: bytes(Self.values, descr)),
      to: "a.npy")
    let array = try NumPyArray.open(path)
    #expect(array.shape == [2, 3])
    #expect(array.floats(rows: 0..<2) == Self.values)
    #expect(array.floats(rows: 1..<2) == Array(Self.values[3...]))
    #expect(array.integers(rows: 0..<2) == nil)
  }

  @Test("is read by rows where Fortran's order is the file's", arguments: ["<f4", ">f8"])
  func fortran(descr: String) throws {
    let path = try folder.write(
      npy(
        "'\(descr)'", fortran: "True", shape: "(2, 3)",
        data: bytes([1, 4, 2, 5, 3, 6], descr)), to: "a.npy")
    let array = try NumPyArray.open(path)
    #expect(array.floats(rows: 0..<2) == [1, 2, 3, 4, 5, 6])
    #expect(array.floats(rows: 1..<2) == [4, 5, 6])
    let cube = try folder.write(
      npy(
        "'<f4'", fortran: "True", shape: "(2, 2, 2)",
        data: bytes([0, 4, 2, 6, 1, 5, 3, 7], "<f4")), to: "b.npy")
    #expect(try NumPyArray.open(cube).floats(rows: 0..<2) == [0, 1, 2, 3, 4, 5, 6, 7])
  }

  @Test("gives whole numbers of every type, and of an axis without entries none")
  func integers() throws {
    for (descr, size) in [("|i1", 1), ("<i2", 2), ("<i4", 4), ("<i8", 8)] {
      let path = try folder.write(
        npy(
          "'\(descr)'", shape: "(3,)", data: little(0, size) + little(5, size) + little(.max, size)),
        to: "i.npy")
      #expect(try NumPyArray.open(path).integers(rows: 0..<3) == [0, 5, -1])
    }
    let big = try folder.write(npy("'>u4'", shape: "(1,)", data: [0, 0, 1, 2]), to: "u.npy")
    #expect(try NumPyArray.open(big).integers(rows: 0..<1) == [258])
    let huge = try folder.write(npy("'<u8'", shape: "(1,)", data: little(.max, 8)), to: "h.npy")
    #expect(try NumPyArray.open(huge).integers(rows: 0..<1) == nil)
    let empty = try folder.write(npy("'<f4'", shape: "(0, 1099511627776)"), to: "e.npy")
    #expect(try NumPyArray.open(empty).floats(rows: 0..<0) == [])
  }

  @Test("of Python objects is refused by name, and so is a pickle")
  func objects() throws {
    let path = try folder.write(npy("'|O'", shape: "()", data: [0x80, 4]), to: "o.npy")
    #expect(throws: NumPyError.objects(file: path, array: nil)) { try NumPyArray.open(path) }
    let pickle = try folder.write([0x80, 4, 0x95] as [UInt8], to: "p.npy")
    #expect(throws: NumPyError.objects(file: pickle, array: nil)) { try NumPyArray.open(pickle) }
  }

  @Test(
    "of another kind, or cut, is refused in words",
    arguments: [
      ("'<c8'", "False", "(1,)"), ("'<U4'", "False", "(1,)"), ("'|b1'", "False", "(1,)"),
      ("[('a', '<f4')]", "False", "(1,)"), ("'<f4'", "Maybe", "(1,)"), ("'<f4'", "False", "(-1,)"),
      ("'<f4'", "False", "(9,)"), ("'<f4'", "False", "(4611686018427387904, 4)"),
      ("'<f4'", "False", "(1"), ("'?'", "False", "(1,)"),
    ])
  func refusals(descr: String, fortran: String, shape: String) throws {
    let path = try folder.write(
      npy(descr, fortran: fortran, shape: shape, data: [0, 0, 0, 0]), to: "a.npy")
    #expect(throws: NumPyError.self) { try NumPyArray.open(path) }
  }

  @Test("is refused without a trap wherever it is cut or a byte of its header changes")
  func damage() throws {
    let whole = npy("'<f4'", shape: "(1, 1)", data: [0, 0, 0, 0])
    for count in 0..<whole.count {
      let path = try folder.write(whole.prefix(count), to: "a.npy")
      #expect(throws: NumPyError.self) { try NumPyArray.open(path) }
    }
    for place in 0..<whole.count - 4 {
      var bytes = whole
      bytes[place] ^= 0x15
      let path = try folder.write(bytes, to: "a.npy")
      guard let array = try? NumPyArray.open(path) else { continue }
      #expect(array.shape.reduce(1, *) <= 4)
    }
  }

  @Test("of an archive is found by its name, whatever the other entries hold")
  func archive() throws {
    var zip = ZipWriter()
    zip.append("dense_vecs.npy", npy("'<f4'", shape: "(1, 2)", data: bytes([3, 4], "<f4")))
    zip.append("lexical_weights.npy", npy("'|O'", shape: "(1,)", data: [0x80, 4]))
    zip.append("notes.txt", Array("no array".utf8))
    let path = try folder.write(zip.finished(), to: "a.npz")
    let arrays = try NumPyArray.openArchive(path, names: ["dense_vecs", "colbert_vecs"])
    #expect(arrays.keys.sorted() == ["dense_vecs"])
    #expect(arrays["dense_vecs"]?.floats(rows: 0..<1) == [3, 4])
    #expect(throws: NumPyError.objects(file: path, array: "lexical_weights")) {
      try NumPyArray.openArchive(path, names: ["lexical_weights"])
    }
    #expect(throws: NumPyError.self) { try NumPyArray.open(path) }
    let plain = try folder.write(npy("'<f4'", shape: "(0,)"), to: "plain.npz")
    #expect(throws: NumPyError.self) { try NumPyArray.openArchive(plain, names: []) }
  }
}
