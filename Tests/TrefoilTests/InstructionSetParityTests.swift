import Foundation
import TrefoilTesting
import Testing
import Trefoil
import TrefoilTensor

@Suite("Every instruction set")
struct InstructionSetParityTests {
  @Test("gives FlagEmbedding's outputs when forced", arguments: InstructionSet.available)
  func forced(set: InstructionSet) async {
    // The choice is made once a process, so each set has a process of its own.
    await #expect(processExitsWith: .success) { [name = set.rawValue as String] in
      setenv(InstructionSet.environmentVariable, name, 1)
      let folder = Folders.fixtures.appending("tiny-bge-m3")
      try await FlagEmbeddingGolden(directory: folder).expectOutputs(.safetensors)
    }
  }

  @Test("that is unknown is a typed error when a model is opened")
  func unknown() async {
    await #expect(processExitsWith: .success) {
      setenv(InstructionSet.environmentVariable, "mmx", 1)
      let folder = Folders.fixtures.appending("tiny-bge-m3")
      #expect(throws: InstructionSetError.self) {
        try Embedder(model: ModelDirectory(path: folder))
      }
    }
  }
}
