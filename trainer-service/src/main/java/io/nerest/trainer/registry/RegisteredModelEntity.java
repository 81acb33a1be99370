package io.nerest.trainer.registry;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.ModelPublished;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A model's row. */
@Entity
@Table(name = "model")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
public class RegisteredModelEntity {
    @Id
    String id;

    @Enumerated(EnumType.STRING)
    ModelKind kind;

    /** {@link ModelPublished} as last sent, as JSON. */
    String event;

    @Column(name = "published_at")
    Instant publishedAt;

    /** When the model last became live; the model with the greatest value is live. Null if it never was. */
    @Column(name = "live_since")
    @Nullable Instant liveSince;

    protected RegisteredModelEntity() {}

    RegisteredModelEntity(ModelPublished model) {
        this.id = model.modelId();
        this.kind = model.training() != null
                ? ModelKind.TRAINED
                : model.importedFrom() == null ? ModelKind.BASE : ModelKind.IMPORTED;
        this.event = json(model);
        this.publishedAt = model.publishedAt();
    }

    final void set(ModelPublished model) {
        this.event = json(model);
        this.publishedAt = model.publishedAt();
    }

    ModelPublished toModel() {
        return EventJson.read(event.getBytes(StandardCharsets.UTF_8), ModelPublished.class);
    }

    private static String json(ModelPublished model) {
        return new String(EventJson.write(model), StandardCharsets.UTF_8);
    }
}
