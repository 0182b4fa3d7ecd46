import Foundation
import SystemPackage
import TrefoilTesting
import Testing
import TrefoilCore
import TrefoilCheckpoint
import TrefoilModel
import TrefoilTensor

/// A safetensors file in parts that can be changed.
private struct PackedFile {
  var header: [String: Any]
  var data: [UInt8]

  init(_ path: FilePath) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path.string)))
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let text = Data(bytes[8..<8 + length])
    header = try #require(JSONSerialization.jsonObject(with: text) as? [String: Any])
    data = Array(bytes[(8 + length)...])
  }

  var bytes: [UInt8] {
    get throws {
      let text = try JSONSerialization.data(withJSONObject: header, options: .sortedKeys)
      return safetensors(header: String(decoding: text, as: UTF8.self), data: data)
    }
  }

  func range(_ name: String) throws -> Range<Int> {
    let entry = try #require(header[name] as? [String: Any])
    let offsets = try #require(entry["data_offsets"] as? [Int])
    return offsets[0]..<offsets[1]
  }

  mutating func set(_ key: String, _ value: Any, of name: String) throws {
    var entry = try #require(header[name] as? [String: Any])
    entry[key] = value
    header[name] = entry
  }

  mutating func set(_ value: UInt32, at index: Int, of name: String) throws {
    let start = try range(name).lowerBound + 4 * index
    for byte in 0..<4 { data[start + byte] = UInt8(truncatingIfNeeded: value >> (8 * byte)) }
  }
}

@Suite("Packed checkpoints")
struct PackedCheckpointTests {
  private static let query = "encoder.layer.0.attention.self.query.weight"

  /// A small model's folder, packed.
  private func packed(_ precision: Precision, heads: Bool = true) async throws -> TemporaryDirectory
  {
    let (source, target) = (try TemporaryDirectory(), try TemporaryDirectory())
    try SmallModel(format: .single, heads: heads).write(to: source)
    try await ModelConverter(model: source.path)
      .convert(to: target.path.appending("packed"), precision: precision)
    return target
  }

  private func checkpoint(_ folder: FilePath) throws -> Checkpoint {
    try Checkpoint.open(directory: folder, layout: EncoderFamily.xlmRoberta.layout)
  }

  /// Opens a folder as an embedder does.
  @discardableResult
  private func open(_ folder: FilePath) throws -> TransformerEncoder {
    let checkpoint = try checkpoint(folder)
    return try TransformerEncoder(
      checkpoint, ModelConfiguration(directory: folder),
      precision: checkpoint.packing?.precision ?? .exact, team: ThreadTeam(count: 1))
  }

  /// Opens a packed model whose file was changed.
  private func open(
    _ precision: Precision = .fast, changed change: (inout PackedFile) throws -> Void
  ) async throws {
    let folder = try await packed(precision)
    let path = folder.path.appending("packed")
    var file = try PackedFile(path.appending("model.safetensors"))
    try change(&file)
    try folder.write(file.bytes, to: "packed/model.safetensors")
    try open(path)
  }

  /// Whether an error calls the file damaged or unreadable here, and says this.
  private func says(_ error: any Error, _ words: String...) -> Bool {
    switch error {
    case CheckpointError.malformed(_, let reason), CheckpointError.unsupported(_, let reason):
      words.allSatisfy { reason.contains($0) }
    default: false
    }
  }

  @Test(
    "say what they are packed for, and their panels begin at cache lines without a gap",
    arguments: Precision.allCases)
  func layout(precision: Precision) async throws {
    let folder = try await packed(precision)
    let path = folder.path.appending("packed")
    let file = try PackedFile(path.appending("model.safetensors"))
    #expect(
      file.header["__metadata__"] as? [String: String] == [
        "format": "pt", "trefoil.precision": precision.rawValue, "trefoil.layout": "1",
      ])
    #expect(try checkpoint(path).packing?.precision == precision)
    var ranges: [Range<Int>] = []
    for name in file.header.keys where name != "__metadata__" {
      let range = try file.range(name)
      ranges.append(range)
      if name.hasSuffix(".panels") { #expect(range.lowerBound.isMultiple(of: 64), "\(name)") }
    }
    ranges.sort { $0.lowerBound < $1.lowerBound }
    #expect(ranges.first?.lowerBound == 0 && ranges.last?.upperBound == file.data.count)
    #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    #expect(try open(path).outputs == .all)
  }

  @Test("may have their heads beside them, or none")
  func heads() async throws {
    let folder = try await packed(.fast, heads: false)
    let path = folder.path.appending("packed")
    #expect(try open(path).outputs == .dense)
    let entry = #"{"dtype":"F16","shape":"#
    let header =
      #"{"weight":\#(entry)[4,8],"data_offsets":[0,64]},"bias":\#(entry)[4],"data_offsets":[64,72]}}"#
    try folder.write(
      safetensors(header: header, data: [UInt8](repeating: 0, count: 72)),
      to: "packed/colbert_linear.safetensors")
    #expect(try open(path).outputs == [.dense, .colbert])
  }

  @Test("are not packed again")
  func again() async throws {
    let path = try await packed(.balanced)
    let model = path.path.appending("packed")
    #expect(throws: ConversionError.alreadyPacked(path: model, precision: .balanced)) {
      try ModelConverter(model: model)
    }
  }

  @Test(
    "of a layout or a precision that is not known are refused by their name",
    arguments: [("trefoil.layout", "2"), ("trefoil.layout", ""), ("trefoil.precision", "swift")])
  func unknown(key: String, value: String) async {
    await #expect {
      try await open { file in
        var metadata = try #require(file.header["__metadata__"] as? [String: String])
        metadata[key] = value
        file.header["__metadata__"] = metadata
      }
    } throws: { error in
      says(error, "“\(value)”")
    }
  }

  @Test("that do not say what they are packed for are refused", arguments: [true, false])
  func unsaid(altogether: Bool) async {
    await #expect {
      try await open { file in
        file.header["__metadata__"] = altogether ? nil : ["trefoil.precision": "fast"]
      }
    } throws: { error in
      says(error, "weight.panels", "precision")
    }
  }

  @Test(
    "that lack a part, or have it in another shape or type, are errors that name it",
    arguments: ["panels", "scales", "corrections", "factors"])
  func parts(part: String) async {
    let name = Self.query + "." + part
    await #expect {
      try await open { $0.header[name] = nil }
    } throws: { error in
      guard case CheckpointError.missingTensor(name, _) = error else { return false }
      return true
    }
    await #expect {
      try await open { file in
        let entry = try #require(file.header[name] as? [String: Any])
        let shape = try #require(entry["shape"] as? [Int])
        try file.set("shape", [shape.reduce(1, *), 1], of: name)
      }
    } throws: { error in
      guard case CheckpointError.shapeMismatch(name, _, _, _) = error else { return false }
      return true
    }
    await #expect {
      try await open { try $0.set("dtype", part == "panels" ? "U8" : "U32", of: name) }
    } throws: { error in
      guard case CheckpointError.packedType(name, _, _, _) = error else { return false }
      return "\(error)".contains(name)
    }
  }

  @Test("of one precision that claim another are errors", arguments: ["exact", "balanced"])
  func lyingPrecision(claimed: String) async {
    await #expect(throws: CheckpointError.self) {
      try await open { file in
        file.header["__metadata__"] = ["trefoil.precision": claimed, "trefoil.layout": "1"]
      }
    }
  }

  @Test(
    "with a scale or a factor that is none are errors that name it",
    arguments: ["scales", "factors"],
    [Float.nan, .infinity, -.infinity, -1, -.leastNonzeroMagnitude])
  func numbers(part: String, value: Float) async {
    await #expect {
      try await open { try $0.set(value.bitPattern, at: 3, of: Self.query + "." + part) }
    } throws: { error in
      says(error, Self.query + "." + part, "place 3")
    }
  }

  @Test("with a correction that no sum gives are errors", arguments: [Int32.min, .max, 1 << 23])
  func corrections(value: Int32) async {
    await #expect {
      try await open {
        try $0.set(UInt32(bitPattern: value), at: 5, of: Self.query + ".corrections")
      }
    } throws: { error in
      says(error, Self.query + ".corrections", "place 5")
    }
  }

  @Test("a ColBERT head's dimension is no larger than its bias")
  func colbertDimension() async {
    for shape in [[Int.max, 0], [], [0], [1 << 62]] as [[Int]] {
      await #expect(throws: CheckpointError.self) {
        try await open { try $0.set("shape", shape, of: "colbert_linear.bias") }
      }
    }
    for type in ["F4", "F16"] {
      await #expect(throws: CheckpointError.self) {
        try await open { file in
          try file.set("dtype", type, of: "colbert_linear.bias")
          try file.set("shape", [Int.max], of: "colbert_linear.bias")
        }
      }
    }
  }

  @Test("cut anywhere are typed errors")
  func truncated() async throws {
    let folder = try await packed(.fast)
    let path = folder.path.appending("packed/model.safetensors")
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path.string)))
    for count in stride(from: 0, to: whole.count, by: 211) {
      try folder.write(whole.prefix(count), to: "packed/model.safetensors")
      #expect(throws: CheckpointError.self) { try open(folder.path.appending("packed")) }
    }
  }

  @Test(
    "with bytes changed at random never trap, and give numbers or typed errors",
    arguments: Precision.allCases)
  func fuzz(precision: Precision) async throws {
    let folder = try await packed(precision)
    let path = folder.path.appending("packed")
    let file = path.appending("model.safetensors")
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file.string)))
    var random = SeededNumbers(seed: 67)
    let team = ThreadTeam(count: 1)
    for round in 0..<400 {
      // Half of them in the header alone, which is the smaller part.
      let changed =
        round.isMultiple(of: 2)
        ? random.mutate(whole) : random.mutate(Array(whole.prefix(4096))) + whole.dropFirst(4096)
      try folder.write(changed, to: "packed/model.safetensors")
      guard let encoder = try? open(path), encoder.precision == precision else { continue }
      var work = EncoderWorkspace(encoder, team: team)
      _ = try? encoder.embed(
        PackedBatch([[0, 5, 6, 2]]), EncoderRequest(outputs: encoder.outputs, weightless: [0, 2]),
        &work)
    }
  }

  @Test(
    "are not made of a model whose weights are no numbers",
    arguments: [Precision.balanced, .fast])
  func notFinite(precision: Precision) async throws {
    let (source, target) = (try TemporaryDirectory(), try TemporaryDirectory())
    let model = SmallModel(format: .half)
    try model.write(to: source)
    var file = try PackedFile(source.path.appending("model.safetensors"))
    let start = try file.range(Self.query).lowerBound
    file.data.replaceSubrange(start + 14..<start + 16, with: [0x00, 0x7e])
    try source.write(file.bytes, to: "model.safetensors")
    await #expect {
      try await ModelConverter(model: source.path)
        .convert(to: target.path.appending("packed"), precision: precision)
    } throws: { error in
      says(error, Self.query, "place 7")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: target.path.string).isEmpty)
  }
}
