import Foundation
import SystemPackage
import TrefoilTesting
import Testing
import TrefoilCheckpoint

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What passes for a checkpoint at first sight.
@Suite("Hostile checkpoints")
struct HostileCheckpointTests {
  private static let entry = #"{"dtype":"F16","shape":[1],"data_offsets":"#

  private func open(_ files: [String: [UInt8]]) throws -> Checkpoint {
    let directory = try TemporaryDirectory()
    for (name, bytes) in files { try directory.write(bytes, to: name) }
    return try Checkpoint.open(directory: directory.path, layout: .ofTests)
  }

  private func archive(_ pickle: [UInt8], data: [UInt8] = [UInt8](repeating: 0, count: 8))
    -> [UInt8]
  {
    TorchArchive(entries: [("archive/data.pkl", pickle), ("archive/data/0", data)]).bytes
  }

  /// Whether an error calls this file damaged, and says this.
  private func isMalformed(_ error: any Error, _ file: String, _ words: String...) -> Bool {
    guard case CheckpointError.malformed(let path, let reason) = error else { return false }
    return path.lastComponent?.string == file && words.allSatisfy { reason.contains($0) }
  }

  @Test(
    "a header that names a tensor twice is refused, however it spells the name",
    arguments: ["a", #"\u0061"#])
  func twice(name: String) {
    let header = #"{"a":\#(Self.entry)[0,2]},"\#(name)":\#(Self.entry)[2,4]}}"#
    #expect {
      try open(["model.safetensors": safetensors(header: header, data: [0, 0, 0, 0])])
    } throws: { error in
      isMalformed(error, "model.safetensors", "twice")
    }
  }

  @Test(
    "a shape whose product is beyond counting, or beyond the bytes, is an error that names it",
    arguments: [
      #"{"dtype":"F4","shape":[4611686018427387904,2],"data_offsets":[0,0]}"#,
      #"{"dtype":"F16","shape":[4611686018427387904,2,0],"data_offsets":[0,0]}"#,
      #"{"dtype":"F64","shape":[4611686018427387904],"data_offsets":[0,0]}"#,
    ])
  func countless(entry: String) {
    #expect {
      try open([
        "model.safetensors": safetensors(header: #"{"x":\#(entry)}"#, data: [0, 0])
      ])
    } throws: { error in
      isMalformed(error, "model.safetensors", "“x”", "shape")
        || isMalformed(error, "model.safetensors", "“x”", "bytes")
    }
  }

  @Test("names that look like structure are names")
  func strangeNames() throws {
    let names = [#"{"#, #"}:["#, #"\""#, #"\\"#, #"a:b"#, "é", ""]
    let entries = names.enumerated().map { index, name in
      "\"\(name)\":\(Self.entry)[\(2 * index),\(2 * index + 2)]}"
    }
    let file = safetensors(
      header: #"{"__metadata__":{"a:":"{:"},"# + entries.joined(separator: ",") + "}",
      data: [UInt8](repeating: 0, count: 14))
    let read = try open(["model.safetensors": file]).tensorNames
    #expect(Set(read) == ["{", "}:[", "\"", "\\", "a:b", "é", ""])
  }

  @Test("two tensors that would be one without their prefixes are refused, and both are named")
  func ambiguous() {
    let header =
      #"{"text.encoder.x":\#(Self.entry)[0,2]},"vision.encoder.x":\#(Self.entry)[2,4]}}"#
    #expect {
      try open(["model.safetensors": safetensors(header: header, data: [0, 0, 0, 0])])
    } throws: { error in
      isMalformed(error, "model.safetensors", "text.encoder.x", "vision.encoder.x")
    }
  }

  @Test(
    "every prefix that a wrapper puts before the encoder is taken off",
    arguments: [
      "", "roberta.", "bert.", "xlm_roberta.", "model.", "0.auto_model.", "module.model.",
    ])
  func prefixes(prefix: String) throws {
    let model = SmallModel(format: .half, prefix: prefix)
    let checkpoint = try open(["model.safetensors": model.safetensors])
    #expect(checkpoint.contains("embeddings.word_embeddings.weight"))
    #expect(checkpoint.contains("encoder.layer.0.attention.self.query.weight"))
    #expect(checkpoint.contains("sparse_linear.weight"))
  }

  @Test(
    "a head's file without a head is refused, and does not pass for a model without the head",
    arguments: ["weight", "bias"])
  func headless(missing: String) throws {
    let kept = missing == "weight" ? "bias" : "weight"
    let backbone = SmallModel(format: .half, heads: false).safetensors
    let head = PickleBuilder.dictionary { pickle in
      pickle.string(kept)
      pickle.tensor(storage: "HalfStorage", key: "0", count: 4, shape: [4], strides: [1])
    }
    #expect {
      try open(["model.safetensors": backbone, "sparse_linear.pt": archive(head)])
    } throws: { error in
      isMalformed(error, "sparse_linear.pt", missing)
    }
    let header = #"{"\#(kept)":\#(Self.entry)[0,2]}}"#
    #expect {
      try open([
        "model.safetensors": backbone,
        "colbert_linear.safetensors": safetensors(header: header, data: [0, 0]),
      ])
    } throws: { error in
      isMalformed(error, "colbert_linear.safetensors", missing)
    }
  }

  @Test(
    "Git LFS's pointer is told from a damaged file",
    arguments: ["model.safetensors", "pytorch_model.bin"])
  func pointer(name: String) {
    let text = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 2271064456\n"
    #expect {
      try open([name: Array(text.utf8)])
    } throws: { error in
      guard case CheckpointError.unreadable(.gitPointer) = error else { return false }
      return "\(error)".contains("git lfs pull")
    }
  }

  @Test(
    "a pipe or a folder where a file should be is a typed error, and nobody waits for it",
    arguments: [
      "model.safetensors", "model.safetensors.index.json", "pytorch_model.bin",
      "pytorch_model.bin.index.json",
    ])
  func pipe(name: String) throws {
    let directory = try TemporaryDirectory()
    let path = directory.path.appending(name)
    #expect(mkfifo(path.string, 0o600) == 0)
    #expect(throws: CheckpointError.unreadable(.notAFile(path: path))) {
      try Checkpoint.open(directory: directory.path)
    }
    #expect(unlink(path.string) == 0 && mkdir(path.string, 0o700) == 0)
    #expect(throws: CheckpointError.unreadable(.notAFile(path: path))) {
      try Checkpoint.open(directory: directory.path)
    }
  }

  @Test("a shard may not have a name that leads elsewhere, hidden bytes among them")
  func shardNames() throws {
    let shard = safetensors(header: #"{"a":\#(Self.entry)[0,2]}}"#, data: [0, 0])
    for name in [
      "../model-1.safetensors", "./model-1.safetensors", "x/../model-1.safetensors", ".", "..", "",
      "/model-1.safetensors", #"model-1.safetensors\u0000"#, #"\u0000"#, "model-1.safetensors/",
    ] {
      let index = Array(#"{"weight_map":{"a":"\#(name)"}}"#.utf8)
      #expect(throws: CheckpointError.self, "\(name)") {
        try open(["model.safetensors.index.json": index, "model-1.safetensors": shard])
      }
    }
  }

  @Test("a pickle cannot multiply a shape into more memory than it has bytes for")
  func manyAxes() throws {
    var pickle = PickleBuilder()
    pickle.raw(UInt8(ascii: "("))
    pickle.bytes += [UInt8](repeating: UInt8(ascii: "N"), count: 200_000)
    pickle.raw(UInt8(ascii: "t"), UInt8(ascii: "."))
    #expect(throws: CheckpointError.self) { try open(["pytorch_model.bin": archive(pickle.bytes)]) }

    let axes = PickleBuilder.dictionary { pickle in
      pickle.string("w")
      let ones = [Int32](repeating: 1, count: 65)
      pickle.tensor(storage: "HalfStorage", key: "0", count: 4, shape: ones, strides: ones)
    }
    #expect {
      try open(["pytorch_model.bin": archive(axes)])
    } throws: { error in
      isMalformed(error, "pytorch_model.bin", "65 axes")
    }

    // One tensor's arguments, recalled again and again.
    let many = PickleBuilder.dictionary { pickle in
      pickle.string("w")
      pickle.global("torch._utils", "_rebuild_tensor_v2")
      pickle.raw(UInt8(ascii: "q"), 1, UInt8(ascii: "("), UInt8(ascii: "("))
      pickle.string("storage")
      pickle.global("torch", "HalfStorage")
      pickle.string("0")
      pickle.string("cpu")
      pickle.int(4)
      pickle.raw(UInt8(ascii: "t"), UInt8(ascii: "Q"))
      pickle.int(0)
      pickle.tuple([4])
      pickle.tuple([1])
      pickle.raw(UInt8(ascii: "t"), UInt8(ascii: "q"), 2, UInt8(ascii: "R"))
      for _ in 0..<100_001 { pickle.raw(UInt8(ascii: "h"), 1, UInt8(ascii: "h"), 2, 0x52) }
    }
    #expect {
      try open(["pytorch_model.bin": archive(many)])
    } throws: { error in
      isMalformed(error, "pytorch_model.bin", "more than")
    }
  }

  @Test("a tensor may not reach behind the storage that its pickle describes")
  func shortStorage() {
    let pickle = PickleBuilder.dictionary { pickle in
      pickle.string("w")
      pickle.tensor(storage: "HalfStorage", key: "0", count: 3, shape: [4], strides: [1])
    }
    #expect {
      try open(["pytorch_model.bin": archive(pickle)])
    } throws: { error in
      isMalformed(error, "pytorch_model.bin", "“w”", "3")
    }
  }

  @Test("tensors may share a storage, be parameters, and hang metadata onto their dictionary")
  func goodPickles() throws {
    var pickle = PickleBuilder()
    pickle.global("collections", "OrderedDict")
    pickle.raw(UInt8(ascii: ")"), UInt8(ascii: "R"), UInt8(ascii: "("))
    for (name, offset) in [("whole", Int32(0)), ("second", 2)] {
      pickle.string(name)
      pickle.global("torch._utils", "_rebuild_parameter")
      pickle.raw(UInt8(ascii: "("))
      pickle.tensor(
        storage: "HalfStorage", key: "0", count: 4, offset: offset, shape: [4 - offset],
        strides: [1])
      pickle.raw(0x88)
      pickle.global("collections", "OrderedDict")
      pickle.raw(UInt8(ascii: ")"), UInt8(ascii: "R"), UInt8(ascii: "t"), UInt8(ascii: "R"))
    }
    pickle.raw(UInt8(ascii: "u"), UInt8(ascii: "}"))
    pickle.string("_metadata")
    pickle.global("collections", "OrderedDict")
    pickle.raw(UInt8(ascii: ")"), UInt8(ascii: "R"), UInt8(ascii: "s"), UInt8(ascii: "b"))
    pickle.raw(UInt8(ascii: "."))
    let data: [UInt8] = [0, 0x3c, 0, 0x40, 0, 0xbc, 0, 0]
    let checkpoint = try open(["pytorch_model.bin": archive(pickle.bytes, data: data)])
    #expect(checkpoint.tensorNames == ["second", "whole"])
    #expect(try checkpoint.tensor("whole", shape: [4]).floats() == [1, 2, -1, 0])
    #expect(try checkpoint.tensor("second", shape: [2]).floats() == [-1, 0])
  }
}
