package io.nerest.experiments.offline;

import picocli.CommandLine.Command;

/** {@code nerest active}: active learning without services. */
@Command(
        name = "active",
        description = {
            "Selects the frames whose labels improve the model most, without services. Each round writes a folder of frames to"
                    + " label with any tool; when the labels are there, the same command trains and selects the next frames."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:the run failed",
            "2:invalid arguments or input; nothing was run",
            "3:frames must be labelled before the campaign can continue"
        },
        footer = {"", "Example: nerest active --initial labelled --unlabelled frames --out runs/active"})
public final class ActiveCommand extends OfflineCommand {

    @Override
    OfflineConfigFile.Kind kind() {
        return OfflineConfigFile.Kind.ACTIVE;
    }
}
