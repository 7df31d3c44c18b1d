"""What a person is told: asked, mentioned, reminded, escalated, declined. Kept until read, whatever carries it."""
