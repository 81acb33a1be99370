package io.nerest.experiments.offline;

import picocli.CommandLine.Command;

/** {@code nerest curriculum}: curriculum labeling without services. */
@Command(
        name = "curriculum",
        description = {
            "Trains with pseudo-labels, without services: a supervised training on the labels, then rounds that pseudo-label the"
                    + " most confident frames of a folder and train again from the base weights.",
            "A stopped campaign resumes when the same command is run again."
        },
        footer = {"", "Example: nerest curriculum --initial labelled --unlabelled frames --out runs/curriculum"})
public final class CurriculumCommand extends OfflineCommand {

    @Override
    OfflineConfigFile.Kind kind() {
        return OfflineConfigFile.Kind.CURRICULUM;
    }
}
