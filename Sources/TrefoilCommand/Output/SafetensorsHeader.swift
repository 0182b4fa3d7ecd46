internal import TrefoilFormats

/// The beginning of a safetensors file: its header's length, then the header.
package enum SafetensorsHeader {
  /// Makes it for tensors that lie end to end in this order.
  ///
  /// - Returns: a multiple of 8 bytes, so that the first tensor lies on one.
  package static func bytes(
    _ tensors: [(name: String, type: String, shape: [Int], byteCount: Int)]
  ) -> [UInt8] {
    var json = JSONText()
    var start = 0
    json.object { json in
      json.key("__metadata__")
      json.object { json in
        json.key("format")
        json.string("trefoil-embeddings-1")
      }
      for tensor in tensors {
        json.key(tensor.name)
        json.object { json in
          json.key("dtype")
          json.string(tensor.type)
          json.key("shape")
          json.array { json in tensor.shape.forEach { json.number($0) } }
          json.key("data_offsets")
          json.array { json in
            json.number(start)
            json.number(start + tensor.byteCount)
          }
        }
        start += tensor.byteCount
      }
    }
    let padding = (8 - json.bytes.count % 8) % 8
    var bytes: [UInt8] = []
    Int64(json.bytes.count + padding).appendLittleEndian(to: &bytes)
    return bytes + json.bytes + repeatElement(UInt8(ascii: " "), count: padding)
  }
}
