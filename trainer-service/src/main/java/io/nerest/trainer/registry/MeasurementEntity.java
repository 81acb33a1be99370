package io.nerest.trainer.registry;

import io.nerest.contracts.Metrics;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Metrics of a model on a validation set. Neither changes, so each pair is measured once. */
@Entity
@Table(name = "model_measurement")
@IdClass(MeasurementEntity.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class MeasurementEntity {
    /**
     * Identifies a measurement.
     *
     * @param modelId model
     * @param validationSha256 of the validation frames and their labels
     */
    public record Key(String modelId, String validationSha256) implements Serializable {}

    @Id
    @Column(name = "model_id")
    String modelId;

    @Id
    @Column(name = "validation_sha256")
    String validationSha256;

    double map50;

    double map5095;

    @Column(name = "precision_")
    double precision;

    double recall;

    @Column(name = "stream_map50")
    @Nullable Double streamMap50;

    @Column(name = "stream_map5095")
    @Nullable Double streamMap5095;

    protected MeasurementEntity() {}

    MeasurementEntity(Key key, Metrics metrics) {
        this.modelId = key.modelId();
        this.validationSha256 = key.validationSha256();
        this.map50 = metrics.map50();
        this.map5095 = metrics.map5095();
        this.precision = metrics.precision();
        this.recall = metrics.recall();
        this.streamMap50 = metrics.streamMap50();
        this.streamMap5095 = metrics.streamMap5095();
    }

    Metrics toMetrics() {
        return new Metrics(map50, map5095, precision, recall, streamMap50, streamMap5095);
    }
}
