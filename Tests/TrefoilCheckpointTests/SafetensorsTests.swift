import Foundation
import SystemPackage
import TrefoilTesting
import Testing
import TrefoilCheckpoint

@Suite("Safetensors checkpoints")
struct SafetensorsTests {
  private static let good = #"{"a":{"dtype":"F16","shape":[2,2],"data_offsets":[0,8]}}"#
  private static let halves: [UInt8] = [0, 0x3c, 0, 0x40, 0, 0xbc, 0, 0]

  private func open(_ bytes: [UInt8]) throws -> Checkpoint {
    let directory = try TemporaryDirectory()
    try directory.write(bytes, to: "model.safetensors")
    return try Checkpoint.open(directory: directory.path, layout: .ofTests)
  }

  @Test("a good file gives its tensors, whatever the wrapper called them")
  func good() throws {
    let header =
      #"{"__metadata__":{"format":"pt"},"roberta.encoder.layer.0.x":"#
      + #"{"dtype":"F16","shape":[2,2],"data_offsets":[0,8]}}"#
    let checkpoint = try open(safetensors(header: header, data: Self.halves))
    #expect(checkpoint.tensorNames == ["encoder.layer.0.x"])
    #expect(checkpoint.shape(of: "encoder.layer.0.x") == [2, 2])
    let tensor = try checkpoint.tensor("encoder.layer.0.x", shape: [2, 2])
    #expect(tensor.floats() == [1, 2, -1, 0])
  }

  @Test(
    "a header that lies is a typed error",
    arguments: [
      // Beyond the file, before its begin, turned around, or no range.
      #"{"a":{"dtype":"F16","shape":[2,2],"data_offsets":[2,10]}}"#,
      #"{"a":{"dtype":"F16","shape":[2,2],"data_offsets":[-8,0]}}"#,
      #"{"a":{"dtype":"F16","shape":[2,2],"data_offsets":[8,0]}}"#,
      #"{"a":{"dtype":"F16","shape":[2,2],"data_offsets":[0]}}"#,
      #"{"a":{"dtype":"F16","shape":[2,2],"data_offsets":[0,9223372036854775807]}}"#,
      #"{"a":{"dtype":"F16","shape":[2,2],"data_offsets":[0,1e300]}}"#,
      // Another size than its shape and type have, or an impossible one.
      #"{"a":{"dtype":"F16","shape":[2,3],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F16","shape":[-2,-2],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F16","shape":[4294967296,4294967296,4],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F16","shape":[4611686018427387905],"data_offsets":[0,2]}}"#,
      // No JSON, or other JSON.
      "", "{", "[]", "null", #"{"a":1}"#, #"{"a":{"dtype":"F16"}}"#, "\u{0}\u{0}",
      String(repeating: "[", count: 100_000),
    ])
  func lyingHeader(header: String) {
    #expect {
      try open(safetensors(header: header, data: Self.halves))
    } throws: { error in
      guard case CheckpointError.malformed(let file, _) = error else { return false }
      return file.lastComponent?.string == "model.safetensors"
    }
  }

  @Test(
    "a length that lies is a typed error",
    arguments: [57, 64, 65, 1 << 20, 1 << 40, UInt64.max, UInt64.max - 7, 1 << 63])
  func lyingLength(length: UInt64) {
    #expect {
      try open(safetensors(header: Self.good, data: Self.halves, length: length))
    } throws: { error in
      if case CheckpointError.malformed = error { true } else { false }
    }
  }

  @Test("a file cut anywhere is a typed error")
  func truncated() {
    let whole = safetensors(header: Self.good, data: Self.halves)
    for count in 0..<whole.count {
      #expect(throws: CheckpointError.self) { try open(Array(whole.prefix(count))) }
    }
  }

  @Test("tensors that overlap are a typed error that names both")
  func overlap() {
    let header =
      #"{"a":{"dtype":"F16","shape":[3],"data_offsets":[0,6]},"#
      + #""b":{"dtype":"F16","shape":[2],"data_offsets":[4,8]}}"#
    #expect {
      try open(safetensors(header: header, data: Self.halves))
    } throws: { error in
      guard case CheckpointError.overlap(let one, let other, _) = error else { return false }
      return Set([one, other]) == ["a", "b"]
    }
  }

  @Test("another shape, a missing tensor and a foreign type are typed errors that name the tensor")
  func asked() throws {
    let header =
      #"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"#
      + #""b":{"dtype":"I32","shape":[1],"data_offsets":[4,8]}}"#
    let checkpoint = try open(safetensors(header: header, data: Self.halves))
    #expect {
      try checkpoint.tensor("a", shape: [1, 2])
    } throws: { error in
      guard case CheckpointError.shapeMismatch("a", [1, 2], [2], _) = error else { return false }
      return "\(error)".contains("“a”")
    }
    #expect {
      try checkpoint.tensor("c", shape: [2])
    } throws: { error in
      if case CheckpointError.missingTensor("c", _) = error { true } else { false }
    }
    #expect {
      try checkpoint.tensor("b", shape: [1])
    } throws: { error in
      if case CheckpointError.numberType("b", "I32", _) = error { true } else { false }
    }
  }

  @Test("a value that fp16 cannot hold is a typed error that names the tensor")
  func unrepresentable() throws {
    let header = #"{"wide":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#
    let million: [UInt8] = [0x00, 0x24, 0x74, 0x49]
    let checkpoint = try open(safetensors(header: header, data: million))
    #expect {
      try checkpoint.tensor("wide", shape: [1])
    } throws: { error in
      guard case CheckpointError.unrepresentable("wide", 0, 1e6, _) = error else { return false }
      return true
    }
  }

  @Test("shards are read by their index, and an index that lies is a typed error")
  func shards() throws {
    let one = safetensors(
      header: #"{"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}"#, data: Self.halves)
    let other = safetensors(
      header: #"{"b":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}"#, data: Self.halves)
    func open(_ index: String) throws -> Checkpoint {
      let directory = try TemporaryDirectory()
      try directory.write(one, to: "model-00001-of-00002.safetensors")
      try directory.write(other, to: "model-00002-of-00002.safetensors")
      try directory.write(index.utf8, to: "model.safetensors.index.json")
      return try Checkpoint.open(directory: directory.path, layout: .ofTests)
    }
    let checkpoint = try open(
      #"{"metadata":{"total_size":16},"weight_map":{"#
        + #""a":"model-00001-of-00002.safetensors","b":"model-00002-of-00002.safetensors"}}"#)
    #expect(checkpoint.tensorNames == ["a", "b"])
    for index in [
      "", "{}", #"{"weight_map":{"a":1}}"#, #"{"weight_map":{"a":"../a.safetensors"}}"#,
      #"{"weight_map":{"a":"/etc/passwd"}}"#, #"{"weight_map":{"a":".."}}"#,
      #"{"weight_map":{"a":"model-00002-of-00002.safetensors"}}"#,
      #"{"weight_map":{"a":"model-00003-of-00002.safetensors"}}"#, #"{"weight_map":{"a":""}}"#,
    ] {
      #expect(throws: CheckpointError.self, "\(index)") { try open(index) }
    }
  }

  @Test("a directory without weights says which files it may hold")
  func noWeights() throws {
    let directory = try TemporaryDirectory()
    #expect(throws: CheckpointError.noWeights(directory: directory.path)) {
      try Checkpoint.open(directory: directory.path)
    }
  }

  @Test("bytes changed at random never trap, hang or recurse")
  func fuzz() throws {
    let header =
      #"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"#
      + #""b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#
    let whole = safetensors(header: header, data: Self.halves)
    var random = SeededNumbers(seed: 31)
    let directory = try TemporaryDirectory()
    for _ in 0..<2000 {
      try directory.write(random.mutate(whole), to: "model.safetensors")
      guard let checkpoint = try? Checkpoint.open(directory: directory.path) else { continue }
      for name in checkpoint.tensorNames {
        _ = try? checkpoint.tensor(name, shape: checkpoint.shape(of: name) ?? [])
      }
    }
  }
}
