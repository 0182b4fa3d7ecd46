internal import TrefoilFiles

/// A value on the unpickler's stack.
///
/// Containers are numbers into the unpickler's own lists, so a value owns no other value: no
/// pickle, however deeply it nests, makes anything here recurse.
enum PickleValue: Equatable {
  case none
  case bool(Bool)
  case int(Int)
  case string(String)
  /// A number into `tuples`.
  case tuple(Int)
  /// A number into `lists`.
  case list(Int)
  /// A number into `dictionaries`.
  case dictionary(Int)
  /// A class or function, by the name under which the pickle asks for it.
  case global(TorchGlobal)
  /// A number into `storages`.
  case storage(Int)
  /// A number into `tensors`.
  case tensor(Int)
}

/// The classes and functions that a state dictionary of tensors needs.
enum TorchGlobal: String {
  case orderedDictionary = "collections.OrderedDict"
  case rebuildTensor = "torch._utils._rebuild_tensor_v2"
  case rebuildParameter = "torch._utils._rebuild_parameter"
  case halfStorage = "torch.HalfStorage"
  case bfloat16Storage = "torch.BFloat16Storage"
  case floatStorage = "torch.FloatStorage"
  case doubleStorage = "torch.DoubleStorage"
  case longStorage = "torch.LongStorage"
  case intStorage = "torch.IntStorage"
  case shortStorage = "torch.ShortStorage"
  case charStorage = "torch.CharStorage"
  case byteStorage = "torch.ByteStorage"
  case boolStorage = "torch.BoolStorage"

  /// The type of the numbers in a storage of this class; nil if it is none.
  var numberType: NumberType? {
    switch self {
    case .orderedDictionary, .rebuildTensor, .rebuildParameter: nil
    case .halfStorage: .float16
    case .bfloat16Storage: .bfloat16
    case .floatStorage: .float32
    case .doubleStorage: .float64
    case .longStorage: .int64
    case .intStorage: .int32
    case .shortStorage: .int16
    case .charStorage: .int8
    case .byteStorage: .uint8
    case .boolStorage: .boolean
    }
  }
}

/// A storage that a pickle names: an entry of the archive that holds numbers.
struct TorchStorage: Equatable {
  let type: TorchGlobal
  /// The entry's name behind `data/`.
  let key: String
  /// How many numbers the pickle says it has.
  let count: Int
}

/// A tensor that a pickle describes: a window onto a storage.
struct TorchTensor: Equatable {
  let storage: TorchStorage
  /// The first number's place in the storage.
  let offset: Int
  let shape: [Int]
  /// The distance, in numbers, between neighbours along each axis.
  let strides: [Int]
}
