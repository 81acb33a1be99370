package io.nerest.contracts;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A round wants a model. Key: campaign id.
 *
 * @param snapshot where the {@link Snapshot} lies
 * @param snapshotSha256 of its bytes
 * @param baseModelId the base checkpoint that training starts from, always
 * @param arguments training arguments by their known names ({@code epochs}, {@code imgsz}, {@code batch}, {@code seed}...)
 * @param promotes whether the model may go live if it passes the gate
 */
public record TrainingRequested(
        UUID trainingId,
        UUID campaignId,
        int round,
        ObjectRef snapshot,
        String snapshotSha256,
        String baseModelId,
        Map<String, String> arguments,
        boolean promotes,
        Instant requestedAt) {
    public TrainingRequested {
        Require.present(trainingId, "trainingId");
        Require.present(campaignId, "campaignId");
        Require.atLeast(round, 0, "round");
        Require.present(snapshot, "snapshot");
        Require.sha256(snapshotSha256, "snapshotSha256");
        Require.text(baseModelId, "baseModelId");
        arguments = Map.copyOf(Require.present(arguments, "arguments"));
        Require.present(requestedAt, "requestedAt");
    }
}
