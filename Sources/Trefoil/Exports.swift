@_exported public import struct SystemPackage.FilePath
@_exported public import TrefoilCheckpoint
@_exported public import TrefoilCore
@_exported public import TrefoilErrors
@_exported public import enum TrefoilFiles.FileError
@_exported public import TrefoilModel
@_exported public import TrefoilScoring
@_exported public import TrefoilText
@_exported public import enum TrefoilTensor.InstructionSet
@_exported public import enum TrefoilTensor.Precision
@_exported public import struct TrefoilTensor.InstructionSetError
