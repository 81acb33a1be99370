package io.nerest.service.access;

import java.util.List;

/** Roles of REST clients. {@code docs/access.md} lists the endpoints of each. */
public final class Roles {
    /** Registers streams, labels frames, and reads everything. */
    public static final String ECOLOGIST = "ecologist";

    /** Runs campaigns, imports frames, promotes models, cancels trainings, and reads everything. */
    public static final String ENGINEER = "engineer";

    /** Everything, with dead letters and the keys of cameras. */
    public static final String OPERATOR = "operator";

    /** A camera with a key of its stream: uploads frames of this stream, nothing else. */
    public static final String CAMERA = "camera";

    /** The roles of people, as an identity provider grants them. */
    public static final List<String> OF_PEOPLE = List.of(ECOLOGIST, ENGINEER, OPERATOR);

    private Roles() {}
}
