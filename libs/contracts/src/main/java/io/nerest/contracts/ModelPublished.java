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
 * @param signature the trainer's Ed25519 signature of {@link #signedText()}, in base64
 * @param architecture name and scale: {@code yolov8n}
 * @param imgsz input size of training, in pixels
 * @param metrics metrics on the campaign's validation set; absent for a base checkpoint that was not validated
 * @param training how it was trained; absent for a base checkpoint and for an imported model
 * @param importedFrom name of the file that it was imported from; absent for other models
 * @param publishedAt when this status was decided; later than every earlier publication of any model
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
        @Nullable String importedFrom,
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
        Require.time(publishedAt, "publishedAt");
    }

    /** Creates the publication of a model that was not imported. */
    public ModelPublished(
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
        this(
                modelId,
                status,
                reason,
                weights,
                sha256,
                signature,
                architecture,
                classNames,
                imgsz,
                metrics,
                training,
                null,
                publishedAt);
    }

    /** Returns the text that the signature covers: all fields except the signature. */
    public byte[] signedText() {
        return SignedModelText.of(this);
    }

    /** Returns the same publication with another signature. */
    public ModelPublished withSignature(String other) {
        return new ModelPublished(
                modelId,
                status,
                reason,
                weights,
                sha256,
                other,
                architecture,
                classNames,
                imgsz,
                metrics,
                training,
                importedFrom,
                publishedAt);
    }

    /**
     * How a model was trained.
     *
     * @param snapshotSha256 SHA-256 of the data set snapshot
     * @param arguments all effective training arguments by name, including the seed
     * @param humanLabels number of training frames with human labels
     * @param pseudoLabels number of training frames with pseudo-labels
     * @param seconds duration of the training
     * @param notes what the training did not use, such as frames without a readable image; omitted from the JSON if empty
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
            double seconds,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<String> notes) {
        public Training {
            Require.present(trainingId, "trainingId");
            Require.present(campaignId, "campaignId");
            Require.atLeast(round, 0, "round");
            Require.text(baseModelId, "baseModelId");
            Require.present(snapshot, "snapshot");
            Require.sha256(snapshotSha256, "snapshotSha256");
            arguments = Require.texts(arguments, "arguments");
            notes = notes == null ? List.of() : Require.list(notes, "notes");
        }

        /** Creates a training without notes. */
        public Training(
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
            this(
                    trainingId,
                    campaignId,
                    round,
                    baseModelId,
                    snapshot,
                    snapshotSha256,
                    arguments,
                    humanLabels,
                    pseudoLabels,
                    epochs,
                    seconds,
                    null);
        }

        @Override
        public List<String> notes() {
            return notes == null ? List.of() : notes;
        }
    }
}
