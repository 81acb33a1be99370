package io.nerest.trainer.run;

import io.agroal.api.AgroalDataSource;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.Snapshot;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.engine.NetworkOutput;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.torch.ComputeDevice;
import io.nerest.system.Sha256;
import io.nerest.trainer.model.ModelRegistry;
import io.nerest.trainer.model.PromotionGate;
import io.nerest.trainer.model.ReportedMetrics;
import io.nerest.training.augmentation.BatchOptions;
import io.nerest.training.augmentation.ValidationBatch;
import io.nerest.training.augmentation.ValidationBatches;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.validation.Validator;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What models do on validation sets. Neither changes, so each pair is measured once. */
@ApplicationScoped
public class ModelMeasurements {
    private static final int BATCH = 16;
    private static final String FIND = "SELECT map50, map5095, precision_, recall FROM model_measurement"
            + " WHERE model_id = ? AND validation_sha256 = ?";
    private static final String KEEP =
            "INSERT INTO model_measurement (model_id, validation_sha256, map50, map5095, precision_, recall)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

    private final AgroalDataSource dataSource;
    private final ModelRegistry models;
    private final ComputeDevice device;

    ModelMeasurements(
            AgroalDataSource dataSource,
            ModelRegistry models,
            @ConfigProperty(name = "nerest.trainer.device", defaultValue = "cpu") String device) {
        this.dataSource = dataSource;
        this.models = models;
        this.device = ComputeDevice.parse(device);
    }

    /** Measures weights on a data set's validation frames. */
    Metrics ofFile(Path weights, Dataset dataset, int imgsz) throws IOException, InterruptedException {
        TrainedNetwork network = TrainedNetwork.read(weights);
        DetectorOptions options =
                DetectorOptions.DEFAULT.withImgsz(imgsz).withDevice(device).withBatch(BATCH);
        Validator validator = new Validator(dataset.classNames(), NmsOptions.forValidation());
        try (Detector detector = Detector.of(network, options);
                ValidationBatches batches = new ValidationBatches(dataset.val(), BatchOptions.of(imgsz, BATCH), true)) {
            batches.start();
            for (int i = 0; i < batches.batchesPerPass(); i++) {
                try (ValidationBatch batch = batches.next()) {
                    NetworkOutput output = detector.engine()
                            .run(
                                    batch.batch().pixels(),
                                    batch.batch().count(),
                                    batch.batch().height(),
                                    batch.batch().width());
                    validator.add(
                            batch.items(),
                            batch.transforms(),
                            validator.detections(batch.batch().count(), output.predictions(), output.anchors()));
                }
            }
        }
        return ReportedMetrics.of(validator.report());
    }

    /** Brings the frames to measure on, where a measurement is wanted at all. */
    interface Frames {
        Dataset fetch() throws IOException;
    }

    /** Measures what is live on a snapshot's validation frames, at the side it was trained at; empty where nothing is. */
    Optional<PromotionGate.LiveModel> ofLiveModel(Snapshot snapshot, Frames frames)
            throws IOException, InterruptedException {
        try {
            Optional<ModelPublished> live = models.live();
            if (live.isEmpty()
                    || live.get().classNames().size() != snapshot.classNames().size()) {
                // A model of other classes cannot be compared, nor be of use to this campaign.
                return Optional.empty();
            }
            String modelId = live.get().modelId();
            String validation = validationSha256(snapshot);
            Optional<Metrics> known = find(modelId, validation);
            if (known.isPresent()) {
                return Optional.of(new PromotionGate.LiveModel(modelId, known.get()));
            }
            Metrics metrics =
                    ofFile(models.weights(modelId), frames.fetch(), live.get().imgsz());
            keep(modelId, snapshot, metrics);
            return Optional.of(new PromotionGate.LiveModel(modelId, metrics));
        } catch (SQLException e) {
            throw new IOException("what is live cannot be looked up", e);
        }
    }

    /** Which frames with which labels a snapshot validates on. */
    private static String validationSha256(Snapshot snapshot) {
        return Sha256.of(EventJson.write(snapshot.validation()));
    }

    private Optional<Metrics> find(String modelId, String validation) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setString(1, modelId);
            find.setString(2, validation);
            try (ResultSet row = find.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new Metrics(row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4)))
                        : Optional.empty();
            }
        }
    }

    /** Notes what a published model does. */
    void keep(String modelId, Snapshot snapshot, Metrics metrics) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement keep = connection.prepareStatement(KEEP)) {
            keep.setString(1, modelId);
            keep.setString(2, validationSha256(snapshot));
            keep.setDouble(3, metrics.map50());
            keep.setDouble(4, metrics.map5095());
            keep.setDouble(5, metrics.precision());
            keep.setDouble(6, metrics.recall());
            keep.executeUpdate();
        }
    }
}
