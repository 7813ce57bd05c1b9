package io.github.osservergroups;

import io.github.osservergroups.generated.PolicyName;
import io.github.osservergroups.generated.ServerGroupAttributes;
import java.util.List;
import java.util.Objects;

/** What a group shall be, as it is written before 2.64. */
final class NewGroup {
  private NewGroup() {}

  static ServerGroupAttributes of(String name, PolicyName policy) {
    return new ServerGroupAttributes()
        .name(Objects.requireNonNull(name, "name"))
        .policies(List.of(policy));
  }
}
