package io.nerest.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A model was published or its status has changed. Key: model id. The base checkpoint is published too, so that scoring
 * has a model before the first training.
 *
 * @param modelId unique id, never reused
 * @param status whether scoring activates it
 * @param reason why it has this status, one sentence
 * @param weights safetensors file
 * @param sha256 SHA-256 of the weights file, in hexadecimal
 * @param signature Ed25519 signature of the ASCII text {@code modelId + ":" + sha256}, in base64
 * @param architecture name and scale: {@code yolov8n}
 * @param imgsz input size of training, in pixels
 * @param metrics metrics on the campaign's validation set; absent for a base checkpoint that was not validated
 * @param training how it was trained; absent for a base checkpoint
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelPublished(
        String modelId,
        ModelStatus status,
        String reason,
        ObjectRef weights,
        String sha256,
        String signature,
        String architecture,
        List<String> classNames,
        int imgsz,
        @Nullable Metrics metrics,
        @Nullable Training training,
        Instant publishedAt) {
    public ModelPublished {
        Require.text(modelId, "modelId");
        Require.present(status, "status");
        Require.text(reason, "reason");
        Require.present(weights, "weights");
        Require.sha256(sha256, "sha256");
        Require.text(signature, "signature");
        Require.text(architecture, "architecture");
        classNames = Require.list(classNames, "classNames");
        Require.atLeast(imgsz, 32, "imgsz");
        Require.present(publishedAt, "publishedAt");
    }

    /**
     * How a model was trained.
     *
     * @param snapshotSha256 SHA-256 of the data set snapshot
     * @param arguments all effective training arguments by name, including the seed
     * @param humanLabels number of training frames with human labels
     * @param pseudoLabels number of training frames with pseudo-labels
     * @param seconds duration of the training
     */
    public record Training(
            UUID trainingId,
            UUID campaignId,
            int round,
            String baseModelId,
            ObjectRef snapshot,
            String snapshotSha256,
            Map<String, String> arguments,
            int humanLabels,
            int pseudoLabels,
            int epochs,
            double seconds) {
        public Training {
            Require.present(trainingId, "trainingId");
            Require.present(campaignId, "campaignId");
            Require.atLeast(round, 0, "round");
            Require.text(baseModelId, "baseModelId");
            Require.present(snapshot, "snapshot");
            Require.sha256(snapshotSha256, "snapshotSha256");
            arguments = Map.copyOf(Require.present(arguments, "arguments"));
        }
    }
}
