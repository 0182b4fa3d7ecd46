public import SystemPackage
public import TrefoilErrors
public import TrefoilFiles

/// What can be wrong with a file of weights.
public enum CheckpointError: TrefoilError {
  /// The directory has none of the files in which weights are published.
  case noWeights(directory: FilePath)
  /// The system gives no access to a file.
  case unreadable(FileError)
  /// The file is not what its name says; `reason` tells where it stops making sense.
  case malformed(file: FilePath, reason: String)
  /// The file is in a format that is read nowhere here; `reason` says which.
  case unsupported(file: FilePath, reason: String)
  /// A pickle asks for a class that no tensor needs. Nothing of it was executed.
  case foreignClass(name: String, file: FilePath)
  /// A pickle holds an instruction that no tensor needs. Nothing of it was executed.
  case foreignInstruction(code: UInt8, offset: Int, file: FilePath)
  /// The bytes of two tensors overlap.
  case overlap(tensor: String, other: String, file: FilePath)
  /// The model needs a tensor that is not there.
  case missingTensor(name: String, directory: FilePath)
  /// A tensor has another shape than the configuration asks for.
  case shapeMismatch(tensor: String, expected: [Int], found: [Int], file: FilePath)
  /// A tensor's numbers are of a type that no weight has.
  case numberType(tensor: String, type: String, file: FilePath)
  /// A packed weight's tensor holds numbers of another type than its precision has.
  case packedType(tensor: String, expected: String, found: String, file: FilePath)
  /// A tensor holds a number that a half cannot hold.
  case unrepresentable(tensor: String, index: Int, value: Float, file: FilePath)

  /// Whose turn it is.
  public var kind: ErrorKind { .modelUnavailable }

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .noWeights(let directory):
      "“\(directory)” holds no weights: there is no model.safetensors,"
        + " model.safetensors.index.json or pytorch_model.bin. Download one of them."
    case .unreadable(let error):
      error.description
    case .malformed(let file, let reason):
      "“\(file)” is damaged: \(reason). Download it again and compare its checksum."
    case .unsupported(let file, let reason):
      "“\(file)” can't be read: \(reason)."
    case .foreignClass(let name, let file):
      "“\(file)” asks for the class \(name), which no tensor needs, and is refused; nothing of it"
        + " was run. Use a checkpoint that holds tensors alone."
    case .foreignInstruction(let code, let offset, let file):
      "“\(file)” holds the pickle instruction 0x\(String(code, radix: 16)) at byte \(offset), which"
        + " no tensor needs, and is refused; nothing of it was run. Use a checkpoint that holds"
        + " tensors alone."
    case .overlap(let tensor, let other, let file):
      "In “\(file)” the bytes of “\(tensor)” overlap those of “\(other)”. Download it again."
    case .missingTensor(let name, let directory):
      "The weights in “\(directory)” have no tensor “\(name)”, but the configuration needs it."
        + " Check that config.json and the weights are of the same model."
    case .shapeMismatch(let tensor, let expected, let found, let file):
      "Tensor “\(tensor)” in “\(file)” has shape \(found), but the model needs \(expected)."
        + " Check that config.json and the weights are of the same model."
    case .numberType(let tensor, let type, let file):
      "Tensor “\(tensor)” in “\(file)” holds numbers of type \(type), but weights are F16, BF16 or"
        + " F32. Convert it to one of these."
    case .packedType(let tensor, let expected, let found, let file):
      "Tensor “\(tensor)” in “\(file)” holds numbers of type \(found), but its precision needs"
        + " \(expected). Convert the model's original again."
    case .unrepresentable(let tensor, let index, let value, let file):
      "Tensor “\(tensor)” in “\(file)” holds \(value) at place \(index), which fp16 cannot hold"
        + " (±65504 at most). The model can't be stored in fp16."
    }
  }
}
