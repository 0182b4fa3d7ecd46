import SystemPackage
import Testing
import TrefoilCheckpoint
import TrefoilTesting

@Suite("Torch's files as we write them")
struct TorchWriterTests {
  /// A head's tensors, with a prefix to their names.
  private func head(_ prefix: String = "") -> [UInt8] {
    TorchWriter.bytes(
      [
        (prefix + "weight", [2, 3], [0x3c00, 0, 0xc000, 0x7bff, 1, 0x8000]),
        (prefix + "bias", [2], [0x3800, 0xb800]),
      ], folder: "colbert_linear")
  }

  private func open(_ head: [UInt8]) throws -> Checkpoint {
    let directory = try TemporaryDirectory()
    try directory.write(
      SmallModel(format: .half, heads: false).safetensors, to: "model.safetensors")
    try directory.write(head, to: "colbert_linear.pt")
    return try Checkpoint.open(directory: directory.path, layout: .ofTests)
  }

  @Test("are read back to the bit, where they lie", arguments: ["", "module.", "model.linear."])
  func roundTrip(prefix: String) throws {
    let checkpoint = try open(head(prefix))
    let weight = try checkpoint.tensor("colbert_linear.weight", shape: [2, 3])
    #expect(weight.isMapped)
    #expect(weight.halves() == [0x3c00, 0, 0xc000, 0x7bff, 1, 0x8000])
    #expect(try checkpoint.tensor("colbert_linear.bias", shape: [2]).floats() == [0.5, -0.5])
  }

  @Test("keep the form that torch 2.13 opens, as weights alone and mapped")
  func bytes() {
    let bytes = TorchWriter.bytes([("weight", [1, 1], [0x3c00]), ("bias", [1], [0])], folder: "a")
    #expect(bytes.count == 940)
    let sum = bytes.reduce(UInt64(14_695_981_039_346_656_037)) {
      ($0 ^ UInt64($1)) &* 1_099_511_628_211
    }
    #expect(sum == 16_637_173_047_654_714_952)
  }

  @Test("with two weights are refused")
  func twice() {
    let bytes = TorchWriter.bytes(
      [("a.weight", [1], [0]), ("b.weight", [1], [0]), ("bias", [1], [0])], folder: "a")
    #expect(throws: CheckpointError.self) { try open(bytes) }
  }
}
