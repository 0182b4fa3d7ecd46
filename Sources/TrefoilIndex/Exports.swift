@_exported public import Trefoil
@_exported public import enum TrefoilTensor.DenseCodec
@_exported public import enum TrefoilTensor.TokenCodec
