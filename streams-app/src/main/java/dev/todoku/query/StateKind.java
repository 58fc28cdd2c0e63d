package dev.todoku.query;

import dev.todoku.topology.LocalState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.streams.KeyQueryMetadata;

/** What can be asked of state. */
public enum StateKind {
  RECIPIENT {
    @Override
    KeyQueryMetadata owner(LocalState local, String key) {
      return local.ownerOfRecipient(key);
    }

    @Override
    List<byte[]> read(LocalState local, String key, int partition) {
      return local.recipient(key, partition).map(List::of).orElse(List.of());
    }
  },
  MESSAGE {
    @Override
    KeyQueryMetadata owner(LocalState local, String key) {
      return local.ownerOfMessage(key);
    }

    @Override
    List<byte[]> read(LocalState local, String key, int partition) {
      return local.message(key, partition);
    }
  },
  /** A message to one of its recipients: key is both, a line each. */
  COPY {
    @Override
    KeyQueryMetadata owner(LocalState local, String key) {
      return local.ownerOfMessage(line(key, 0));
    }

    @Override
    List<byte[]> read(LocalState local, String key, int partition) {
      return local.copy(line(key, 0), line(key, 1), partition);
    }
  };

  private static String line(String key, int number) {
    return key.split("\n", 2)[number];
  }

  abstract KeyQueryMetadata owner(LocalState local, String key);

  abstract List<byte[]> read(LocalState local, String key, int partition);

  /** As it stands in a path. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of that word, empty when there is none. */
  public static Optional<StateKind> of(String word) {
    for (StateKind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
