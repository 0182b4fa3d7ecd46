@_exported public import TrefoilCore
@_exported public import TrefoilErrors
@_exported public import enum TrefoilTensor.RowFormat
