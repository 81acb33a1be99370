package io.nerest.training.torchscript;

/**
 * What a training module contributes to a distillation.
 *
 * @param role of its network
 * @param gain factor of the distance to the teacher; only of a student
 */
public record Distillation(Role role, double gain) {
    /** No distillation. */
    public static final Distillation NONE = new Distillation(Role.NONE, 0);

    /** Gives outputs and features to a student. */
    public static final Distillation TEACHER = new Distillation(Role.TEACHER, 0);

    /** Part of a network in a distillation. */
    public enum Role {
        NONE,
        TEACHER,
        STUDENT
    }

    /** Learns from a teacher too. */
    public static Distillation student(double gain) {
        return new Distillation(Role.STUDENT, gain);
    }

    boolean isStudent() {
        return role == Role.STUDENT;
    }
}
