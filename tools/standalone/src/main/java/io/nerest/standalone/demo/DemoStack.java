package io.nerest.standalone.demo;

import io.nerest.standalone.stack.Installation;
import io.nerest.standalone.stack.StackAddresses;
import java.nio.file.Path;

/** The services that a demo uses. */
sealed interface DemoStack {

    /**
     * Processes that the demo starts and stops.
     *
     * @param base weights that every training starts from
     * @param personLabels whether a person labels the requested frames in the console, instead of the simulated annotator
     */
    record Own(Installation installation, Path base, boolean personLabels) implements DemoStack {}

    /**
     * Services that run already and have no frames yet.
     *
     * @param storeNotifies whether the object store sends bucket notifications; if not, the cameras send them
     */
    record Running(StackAddresses addresses, boolean storeNotifies) implements DemoStack {}
}
