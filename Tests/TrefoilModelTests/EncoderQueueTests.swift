import Testing
import TrefoilCore
import TrefoilModel
import TrefoilTesting

@Suite("Callers that share a backend")
struct EncoderQueueTests {
  private static let request = EncoderRequest(outputs: .all, weightless: [1])

  /// A batch of one sequence of `tokens` ids, no two alike.
  private static func batch(_ number: Int, tokens: Int = 4) -> PackedBatch {
    PackedBatch([(0..<tokens).map { TokenID(100 * number + $0) }])
  }

  /// Starts calls behind one that holds the backend, and waits until all of them wait.
  private func start(
    _ queue: EncoderQueue, _ batches: [PackedBatch], behind first: PackedBatch = batch(90)
  ) async throws -> (first: Task<[EncoderResult], any Error>, [Task<[EncoderResult], any Error>]) {
    let holder = Task { try await queue.embed(first, Self.request) }
    var tasks: [Task<[EncoderResult], any Error>] = []
    for (index, batch) in batches.enumerated() {
      // One by one, so that the order of their waiting is known.
      while await !queue.isBusy { await Task.yield() }
      tasks.append(Task { try await queue.embed(batch, Self.request) })
      while await queue.waitingCount < index + 1 { await Task.yield() }
    }
    return (holder, tasks)
  }

  @Test("come at once, they have fewer passes than callers, and each has its own results")
  func shared() async throws {
    let backend = CountingBackend(isOpen: false)
    let queue = EncoderQueue(backend, maxBatchTokens: 20)
    let batches = (0..<10).map { Self.batch($0) }
    let (first, tasks) = try await start(queue, batches)
    await backend.open()
    let alone = CountingBackend()
    #expect(try await first.value == alone.embed(Self.batch(90), Self.request))
    for (task, batch) in zip(tasks, batches) {
      #expect(try await task.value == alone.embed(batch, Self.request))
    }
    // Twenty tokens hold five of the ten.
    #expect(await backend.passes.map(\.sequenceCount) == [1, 5, 5])
    #expect(await !queue.isBusy)
    #expect(await queue.waitingCount == 0)
  }

  @Test("a caller that finds the backend idle runs at once, and the next one too")
  func idle() async throws {
    let backend = CountingBackend()
    let queue = EncoderQueue(backend, maxBatchTokens: 20)
    for number in 0..<3 {
      _ = try await queue.embed(Self.batch(number), Self.request)
      #expect(await backend.passes.count == number + 1)
    }
  }

  @Test("cancelled while it waits, a caller leaves, and the others lose nothing")
  func cancelled() async throws {
    let backend = CountingBackend(isOpen: false)
    let queue = EncoderQueue(backend, maxBatchTokens: 100)
    let batches = (0..<4).map { Self.batch($0) }
    let (first, tasks) = try await start(queue, batches)
    tasks[1].cancel()
    // It leaves while the backend is still held.
    await #expect(throws: CancellationError.self) { try await tasks[1].value }
    #expect(await queue.waitingCount == 3)
    await backend.open()
    _ = try await first.value
    for index in [0, 2, 3] {
      #expect(
        try await tasks[index].value == CountingBackend().embed(batches[index], Self.request))
    }
    #expect(await backend.passes.map(\.sequenceCount) == [1, 3])
  }

  @Test("cancelled before it waits, a caller does not wait")
  func cancelledBefore() async throws {
    let backend = CountingBackend(isOpen: false)
    let queue = EncoderQueue(backend, maxBatchTokens: 100)
    let (first, _) = try await start(queue, [Self.batch(1)])
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await queue.embed(Self.batch(2), Self.request)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    await backend.open()
    _ = try await first.value
  }

  @Test("one whose text fails gets the error with its own number, and the others their results")
  func failure() async throws {
    let backend = CountingBackend(failing: 777, isOpen: false)
    let queue = EncoderQueue(backend, maxBatchTokens: 100)
    let bad = PackedBatch([[5, 6], [7, 777], [8]])
    let (first, tasks) = try await start(queue, [Self.batch(1), bad, Self.batch(2)])
    await backend.open()
    _ = try await first.value
    await #expect(throws: EncoderError.notFinite(sequence: 1, output: "counting")) {
      try await tasks[1].value
    }
    for (index, number) in [(0, 1), (2, 2)] {
      #expect(
        try await tasks[index].value == CountingBackend().embed(Self.batch(number), Self.request))
    }
  }

  @Test("a failure of the one that holds the backend is its own, and the next ones run")
  func failureOfTheFirst() async throws {
    let backend = CountingBackend(failing: 777, isOpen: false)
    let queue = EncoderQueue(backend, maxBatchTokens: 100)
    let (first, tasks) = try await start(
      queue, [Self.batch(1)], behind: PackedBatch([[777]]))
    await backend.open()
    await #expect(throws: EncoderError.notFinite(sequence: 0, output: "counting")) {
      try await first.value
    }
    #expect(try await tasks[0].value == CountingBackend().embed(Self.batch(1), Self.request))
  }

  @Test("a pass takes the longest waiting and what wants the same, as far as there is room")
  func plan() {
    let dense = EncoderRequest(outputs: .dense, weightless: [])
    let cut = EncoderRequest(outputs: .dense, dimensions: 2, weightless: [])
    func next(_ waiting: [(EncoderRequest, Int)]) -> [Int] {
      PassPlan.next(waiting.map { (request: $0.0, tokens: $0.1) }, maxBatchTokens: 10)
    }
    #expect(next([]) == [])
    #expect(next([(dense, 10), (dense, 1)]) == [0])
    #expect(next([(dense, 9), (dense, 2), (dense, 1)]) == [0, 2])
    #expect(next([(dense, 1), (cut, 1), (dense, 9), (dense, 1)]) == [0, 2])
    #expect(next([(cut, 3), (dense, 1), (cut, 3), (cut, 4), (cut, 1)]) == [0, 2, 3])
    // More than a pass holds goes alone.
    #expect(next([(dense, 11), (dense, 1)]) == [0])
  }
}
