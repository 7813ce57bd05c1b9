package io.github.osservergroups;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Walks through a list page by page, and gives each record once. A page is asked for when the one before is used up, until one
 * brings nothing new. A short page is not the last one: the server may have a limit of its own.
 */
final class Pages<T> implements Iterator<T> {
  private static final int CHARACTERISTICS = Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL;

  private final Set<String> seen = new HashSet<>();
  private final Queue<T> fresh = new ArrayDeque<>();
  private final Function<T, String> idOf;
  private final Function<Position, List<T>> page;
  private final boolean mayCount;
  private Position next = new Position(null, null);

  /** Where a page begins: after the record with this id, or after so many; at the beginning when both are null. */
  record Position(String marker, Integer offset) {}

  private Pages(Function<T, String> idOf, Function<Position, List<T>> page, boolean mayCount) {
    this.idOf = idOf;
    this.page = page;
    this.mayCount = mayCount;
  }

  /**
   * All records of a list.
   *
   * @param mayCount whether the server knows offsets too. One that ignores markers sends the same records again; they are passed
   *     over by their number then.
   */
  static <T> Stream<T> stream(Function<T, String> idOf, Function<Position, List<T>> page, boolean mayCount) {
    Iterator<T> pages = new Pages<>(idOf, page, mayCount);
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(pages, CHARACTERISTICS), false);
  }

  /** As the setting of a list allows it. */
  static int checkedSize(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("The size of a page must be 1 or more, not " + size + ".");
    }
    return size;
  }

  @Override
  public boolean hasNext() {
    while (fresh.isEmpty() && next != null) {
      read(page.apply(next));
    }
    return !fresh.isEmpty();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return fresh.remove();
  }

  private void read(List<T> records) {
    for (T value : records) {
      String id = value == null ? null : idOf.apply(value);
      if (id == null) {
        throw new MalformedAnswerException("The answer is a success, but a list in it has a record without an id.", null);
      }
      if (seen.add(id)) {
        fresh.add(value);
      }
    }
    next = following(records);
  }

  /** Null at the end. */
  private Position following(List<T> records) {
    boolean isCounting = next.offset() != null;
    if (records.isEmpty() || (fresh.isEmpty() && (isCounting || !mayCount))) {
      return null;
    }
    return isCounting || fresh.isEmpty()
        ? new Position(null, seen.size())
        : new Position(idOf.apply(records.get(records.size() - 1)), null);
  }
}
