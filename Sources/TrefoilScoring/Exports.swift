@_exported public import enum TrefoilTensor.TokenVectorFormat
