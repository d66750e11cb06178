package jp.shirube.access;

import org.jspecify.annotations.Nullable;

/**
 * A role somebody holds.
 *
 * @param department id of the department it is held for; null where the role is of none
 */
public record Grant(Role role, @Nullable String department) {

    public Grant {
        if (role.isOfDepartment() != (department != null)) {
            throw new IllegalArgumentException(role + " and department " + department);
        }
    }
}
