import Foundation
import SystemPackage
import TrefoilTesting
import Testing
import TrefoilCheckpoint

@Suite("Torch checkpoints")
struct TorchTests {
  private static let halves: [UInt8] = [0, 0x3c, 0, 0x40, 0, 0xbc, 0, 0]

  /// A dictionary with one tensor “w” of the four halves 1, 2, -1, 0.
  private static func pickle(
    storage: String = "HalfStorage", key: String = "0", count: Int32 = 4, offset: Int32 = 0,
    shape: [Int32] = [2, 2], strides: [Int32] = [2, 1]
  ) -> [UInt8] {
    PickleBuilder.dictionary { pickle in
      pickle.string("w")
      pickle.tensor(
        storage: storage, key: key, count: count, offset: offset, shape: shape, strides: strides)
    }
  }

  private func open(_ bytes: [UInt8]) throws -> Checkpoint {
    let directory = try TemporaryDirectory()
    try directory.write(bytes, to: "pytorch_model.bin")
    return try Checkpoint.open(directory: directory.path, layout: .ofTests)
  }

  private func archive(
    _ pickle: [UInt8], folder: String = "archive/", data: [UInt8] = halves,
    more: [(String, String)] = []
  ) -> TorchArchive {
    TorchArchive(
      entries: [(folder + "data.pkl", pickle)] + more.map { (folder + $0, Array($1.utf8)) }
        + [(folder + "data/0", data), (folder + "version", Array("3\n".utf8))])
  }

  @Test(
    "both layouts of the archive are read, under any folder",
    arguments: ["archive/", "pytorch_model/", "", "a b/"],
    [[], [(".format_version", "1"), ("byteorder", "little"), (".data/serialization_id", "0")]])
  func layouts(folder: String, more: [(String, String)]) throws {
    let bytes = archive(Self.pickle(), folder: folder, more: more).bytes
    let tensor = try open(bytes).tensor("w", shape: [2, 2])
    #expect(tensor.floats() == [1, 2, -1, 0])
    #expect(tensor.isMapped)
  }

  @Test("a tensor may begin inside its storage, and axes of one entry may have any stride")
  func windows() throws {
    let bytes = archive(Self.pickle(offset: 1, shape: [1, 3], strides: [99, 1])).bytes
    #expect(try open(bytes).tensor("w", shape: [1, 3]).floats() == [2, -1, 0])
    let empty = archive(Self.pickle(shape: [0, 1 << 30, 1 << 30], strides: [1, 1, 1])).bytes
    #expect(try open(empty).tensor("w", shape: [0, 1 << 30, 1 << 30]).floats().isEmpty)
  }

  @Test(
    "a class that no tensor needs is refused by its name",
    arguments: [("os", "system"), ("builtins", "eval"), ("torch", "load"), ("torch.jit", "x")])
  func foreignClass(module: String, name: String) {
    var pickle = PickleBuilder()
    pickle.global(module, name)
    pickle.string("echo trefoil")
    pickle.raw(0x85, UInt8(ascii: "R"), UInt8(ascii: "."))
    #expect {
      try open(archive(pickle.bytes).bytes)
    } throws: { error in
      guard case CheckpointError.foreignClass(let found, _) = error else { return false }
      return found == "\(module).\(name)" && "\(error)".contains(found)
    }
  }

  @Test("an instruction that no tensor needs is refused by its number and place")
  func foreignInstruction() {
    // INST, OBJ, NEWOBJ, STACK_GLOBAL, EXT1, the text instructions, and bytes that are none.
    let known = Set("NKMJXc()t]}aesuqrhjQRb.".utf8).union([
      0x80, 0x88, 0x89, 0x8a, 0x85, 0x86, 0x87,
    ])
    for code in UInt8.min...UInt8.max where !known.contains(code) {
      #expect {
        try open(archive([0x80, 2, code, 0x2e]).bytes)
      } throws: { error in
        if case CheckpointError.foreignInstruction(code, 2, _) = error { true } else { false }
      }
    }
  }

  @Test("a tensor that its storage cannot hold is a typed error")
  func storage() {
    for pickle in [
      Self.pickle(count: 5), Self.pickle(shape: [5], strides: [1]), Self.pickle(offset: 1),
      Self.pickle(offset: -1), Self.pickle(shape: [-2, -2]), Self.pickle(key: "1"),
      Self.pickle(key: "../data.pkl"), Self.pickle(storage: "FloatStorage"),
      Self.pickle(shape: [.max, .max, .max, .max, .max], strides: [1, 1, 1, 1, 1]),
      Self.pickle(strides: [1, 2]), Self.pickle(strides: [1]), Self.pickle(offset: .max),
    ] {
      #expect(throws: CheckpointError.self) { try open(archive(pickle).bytes) }
    }
  }

  @Test("numbers of a type that no weight has are refused when they are asked for")
  func numberTypes() throws {
    let pickle = Self.pickle(storage: "LongStorage", count: 1, shape: [1], strides: [1])
    let checkpoint = try open(archive(pickle).bytes)
    #expect {
      try checkpoint.tensor("w", shape: [1])
    } throws: { error in
      if case CheckpointError.numberType("w", "torch.LongStorage", _) = error {
        true
      } else {
        false
      }
    }
  }

  @Test("pickles that take what is not there are typed errors")
  func malformed() {
    let pickles: [[UInt8]] = [
      [], [0x80], [0x80, 2], [0x80, 2, 0x2e], [0x80, 4, 0x2e], Array("R.".utf8), Array("t.".utf8),
      Array("u.".utf8), Array("a.".utf8), Array("s.".utf8), Array("b.".utf8), Array("Q.".utf8),
      Array("q".utf8), Array("q\u{1}.".utf8), Array("h\u{1}.".utf8), Array("(R.".utf8),
      Array("N(q".utf8) + [1], Array("NNR.".utf8), Array("cos".utf8), Array("c\n\n.".utf8),
      [0x8a, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x2e], [0x8a, 8, 0xff],
      [0x58, 0xff, 0xff, 0xff, 0xff, 0x61], [0x58, 1, 0, 0, 0, 0xff, 0x2e], Array("].".utf8),
      Array("(K\u{1}K\u{2}K\u{3}u.".utf8), Array("}(K\u{1}u.".utf8), Array("}N(s.".utf8),
    ]
    for pickle in pickles {
      #expect(throws: CheckpointError.self, "\(pickle)") { try open(archive(pickle).bytes) }
    }
  }

  @Test("a pickle that nests without end neither recurses nor hangs")
  func nesting() throws {
    // A million tuples, each in the next, in a list in itself; then an empty dictionary.
    var pickle = PickleBuilder()
    pickle.raw(UInt8(ascii: ")"))
    pickle.bytes += [UInt8](repeating: 0x85, count: 1_000_000)
    pickle.raw(UInt8(ascii: "]"), UInt8(ascii: "q"), 1, UInt8(ascii: "h"), 1, UInt8(ascii: "a"))
    pickle.raw(UInt8(ascii: "}"), UInt8(ascii: "."))
    #expect(try open(archive(pickle.bytes).bytes).tensorNames.isEmpty)
  }

  @Test("archives that torch does not write are typed errors that say so")
  func archives() {
    var compressed = archive(Self.pickle())
    compressed.method = 8
    let big = archive(Self.pickle(), more: [("byteorder", "big")])
    let two = TorchArchive(entries: [("a/data.pkl", [0x2e]), ("b/data.pkl", [0x2e])])
    let twice = TorchArchive(entries: [("a/data.pkl", [0x2e]), ("a/data.pkl", [0x2e])])
    for bytes in [
      compressed.bytes, big.bytes, two.bytes, twice.bytes, TorchArchive().bytes, [],
      [0x80, 2, 0x8a, 0x0a], Array("PK\u{3}\u{4}".utf8), Array("hello".utf8),
    ] {
      #expect(throws: CheckpointError.self) { try open(bytes) }
    }
  }

  @Test("a file cut anywhere is a typed error")
  func truncated() {
    let whole = archive(Self.pickle()).bytes
    for count in 0..<whole.count {
      #expect(throws: CheckpointError.self) { try open(Array(whole.prefix(count))) }
    }
  }

  @Test("bytes changed at random never trap, hang or recurse")
  func fuzz() throws {
    let whole = archive(Self.pickle()).bytes
    var random = SeededNumbers(seed: 41)
    let directory = try TemporaryDirectory()
    for _ in 0..<4000 {
      try directory.write(random.mutate(whole), to: "pytorch_model.bin")
      guard let checkpoint = try? Checkpoint.open(directory: directory.path) else { continue }
      for name in checkpoint.tensorNames {
        _ = try? checkpoint.tensor(name, shape: checkpoint.shape(of: name) ?? [])
      }
    }
    // The pickle alone, so that the changes meet the instructions.
    for _ in 0..<4000 {
      let bytes = archive(random.mutate(Self.pickle())).bytes
      try directory.write(bytes, to: "pytorch_model.bin")
      _ = try? Checkpoint.open(directory: directory.path)
    }
  }
}
