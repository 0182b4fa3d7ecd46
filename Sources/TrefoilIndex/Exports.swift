@_exported public import Trefoil
