import Testing
import TrefoilCheckpoint
import TrefoilTesting

@Suite("Names of tensors")
struct CanonicalNameTests {
  private func open(_ files: [String: [UInt8]]) throws -> Checkpoint {
    let directory = try TemporaryDirectory()
    for (name, bytes) in files { try directory.write(bytes, to: name) }
    return try Checkpoint.open(directory: directory.path, layout: .ofTests)
  }

  @Test(
    "are the model's own, whatever a wrapper puts before them",
    arguments: [
      "bert.", "roberta.", "model.", "encoder.", "text_encoder.", "model.encoder.", "module.",
      "0.auto_model.", "encoder.encoder.", "base_model.model.embeddings.",
    ])
  func prefixes(prefix: String) throws {
    var model = SmallModel(format: .half)
    let names = model.tensors.map(\.name).sorted()
    model.rename { prefix + $0 }
    let checkpoint = try open(["model.safetensors": model.safetensors])
    #expect(checkpoint.tensorNames == names)
  }

  @Test("are the model's own where a wrapper has the heads beside the backbone")
  func heads() throws {
    var model = SmallModel(format: .half)
    let names = model.tensors.map(\.name).sorted()
    model.rename { $0.contains("_linear") ? "module." + $0 : "module.model." + $0 }
    #expect(try open(["model.safetensors": model.safetensors]).tensorNames == names)
  }

  @Test("of LayerNorms may be TensorFlow's")
  func gamma() throws {
    var model = SmallModel(format: .half)
    let names = model.tensors.map(\.name).sorted()
    model.rename { name in
      name.contains("LayerNorm")
        ? name.replacing(".weight", with: ".gamma").replacing(".bias", with: ".beta") : name
    }
    #expect(try open(["model.safetensors": model.safetensors]).tensorNames == names)
  }

  @Test("of two encoders in one file are an error")
  func twoEncoders() {
    var model = SmallModel(format: .half)
    model.rename {
      $0.hasPrefix("encoder.layer.1") ? "other." + $0.replacing("layer.1", with: "layer.0") : $0
    }
    #expect {
      try open(["model.safetensors": model.safetensors])
    } throws: { error in
      guard case CheckpointError.malformed(_, let reason) = error else { return false }
      return reason.contains("other.encoder.layer.0") && reason.contains("would both be")
    }
  }
}
