"""The example county (示例县): places, people and two years of forms, brought about by the services people use."""
